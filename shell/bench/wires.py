"""
What the wire of a network costs: processor time of its thread for each packet of a TCP stream between two hosts, and that none is lost.
"""

import subprocess

from table import Goal

LONGEST_SECONDS = 120

# prints the number of packets, of lost packets, and the processor time of the wire in ticks of 10 ms
STREAM = r"""
net = network('a', 'b')
(a, b) = net
server = fork(on: b)
client = fork(on: a)
server { exec 'python3', '-c', '''
import socket
listener = socket.create_server(('10.0.0.2', 5000))
connection, _ = listener.accept()
room = bytearray(1 << 20)
while connection.recv_into(room):
    pass
''' }
client { exec 'python3', '-c', '''
import socket, time
for attempt in range(200):
    try:
        connection = socket.create_connection(('10.0.0.2', 5000))
        break
    except ConnectionRefusedError:
        time.sleep(0.05)
for i in range(4000):
    connection.sendall(bytes(1 << 16))
''' }
assert waitpid(client).exit == 0
task = new File('/proc/self/task').listFiles().find { new File(it, 'comm').text.trim() == 'wire' }
stat = new File(task, 'stat').text.replaceFirst(/.*\) /, '').split(' ')
all = net.properties()
println "$all.packets $all.lost ${(stat[11] as int) + (stat[12] as int)}"
"""


def wire(bench):
    samples = {}
    left_out = set()
    script = bench.file("stream.groovy", STREAM)
    for _ in range(bench.scenario_rounds):
        for shell in bench.ours():
            if shell.key in left_out:
                continue
            done = subprocess.run(
                shell.interactive + [script],
                env=shell.environment,
                cwd=bench.folder,
                capture_output=True,
                text=True,
                timeout=LONGEST_SECONDS,
            )
            if done.returncode != 0:
                # an older build has no networks
                left_out.add(shell.key)
                name = " on Java ".join(map(str, shell.key))
                bench.note("wire: %s: n/a: %s" % (name, (done.stderr.strip().split("\n") or ["failed"])[0]))
                continue
            packets, lost, ticks = map(int, done.stdout.split())
            if lost:
                bench.note("wire: %d of %d packets were lost" % (lost, packets))
            samples.setdefault(shell.key, []).append(ticks / 100 / packets)
    return bench.rows("wire: a packet", "us", samples, [Goal(20)])

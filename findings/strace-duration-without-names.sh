#!/bin/sh
# strace 6.1 (Debian 12), -yy with times: the duration of a call is measured from the moment when its arguments have been
# printed, not from the time stamp in front of them. For -yy the kernel lists all sockets of the machine each time. So
# stamp and duration together are too early: here a datagram was received before it was sent.
. "$(dirname "$0")/lib.sh"
debian strace=6.1-0.1
cat >peer.py <<'END'
import os, resource, socket, subprocess, time
resource.setrlimit(resource.RLIMIT_NOFILE, [resource.getrlimit(resource.RLIMIT_NOFILE)[1]] * 2)
many = [socket.socketpair() for each in range(2000)]
a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
child = subprocess.Popen(
    ['usr/bin/strace', '-yy', '--absolute-timestamps=format:unix,precision:ns', '--syscall-times=ns', '-e', 'trace=recvfrom',
     '-o', 'out', 'python3', '-c', f'import socket; socket.socket(fileno={b.fileno()}).recv(9)'], pass_fds=[b.fileno()])
while not os.path.exists('out') or 'recvfrom(' not in open('out').read():
    time.sleep(0.01)
sent = time.time_ns()
a.send(b'x')
child.wait()
words = open('out').read().split()
end = int(words[0].replace('.', '')) + int(words[words.index('=') + 2].strip('<>').replace('.', ''))
print('before' if end < sent else 'after')
END
expect "where stamp and duration end, as to the sending" before "$(python3 peer.py)"

#!/bin/sh
# ss of iproute2 6.1 (Debian 12), -ti: bytes_acked counts the SYN of the side that connected and its FIN, bytes_received the
# FIN and not the SYN, bytes_sent neither. So of a connection over which 5 bytes went and that was then shut down, both ends
# tell another number. They are those of the kernel's TCP_INFO (seen on Linux 6.18): differences of sequence numbers.
. "$(dirname "$0")/lib.sh"
debian iproute2=6.1.0-3
cat >counts.py <<'PY'
import re, socket, subprocess, time

listener = socket.socket()
listener.bind(("127.0.0.1", 0))
listener.listen()
client = socket.create_connection(listener.getsockname())
server, _ = listener.accept()


def counts(end):
    at = "sport = :%d" % end.getsockname()[1], "dport = :%d" % end.getpeername()[1]
    text = subprocess.run(["bin/ss", "-Htin", at[0], "and", at[1]], capture_output=True, text=True).stdout
    return " ".join(re.findall(r"bytes_(?:sent|acked|received):\d+", text))


def settled(end, wanted):
    limit = time.monotonic() + 10
    while wanted not in counts(end) and time.monotonic() < limit:
        time.sleep(0.01)
    return counts(end)


client.sendall(b"hello")
server.recv(5)
print("sender: %s; receiver: %s" % (settled(client, "bytes_acked"), settled(server, "bytes_received")))
client.shutdown(socket.SHUT_WR)
server.recv(1)
print("after its FIN: %s; %s" % (settled(client, "bytes_acked:7"), settled(server, "bytes_received:6")))
PY
expect "the counts of five bytes" \
  "sender: bytes_sent:5 bytes_acked:6; receiver: bytes_received:5
after its FIN: bytes_sent:5 bytes_acked:7; bytes_received:6" "$(python3 counts.py)"

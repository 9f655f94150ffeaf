#!/bin/sh
# ss of iproute2 6.1 (Debian 12), -x: a UNIX domain datagram socket that was only bound is ESTAB as soon as another one
# connects to it, and remains so when that one is closed. The state is the kernel's (seen on Linux 6.18, which sets it
# at both ends); whether a datagram socket is connected is told by its peer alone, the last number, which is 0 here.
. "$(dirname "$0")/lib.sh"
debian iproute2=6.1.0-3
cat >states.py <<'PY'
import os, re, socket, subprocess

name = "\0finding-%d" % os.getpid()
server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
server.bind(name)


def seen():
    text = subprocess.run(["bin/ss", "-Hxan"], capture_output=True, text=True).stdout
    line = re.search(r"u_dgr +(\S+) .*@%s .* (\d+) *$" % name[1:], text, re.MULTILINE)
    return "%s %s" % line.groups()


bound = seen()
client = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
client.connect(name)
target = seen()
client.close()
print("bound: %s; another connects: %s; closed: %s" % (bound, target, seen()))
PY
expect "the state and the peer of a bound datagram socket" \
  "bound: UNCONN 0; another connects: ESTAB 0; closed: ESTAB 0" "$(python3 states.py)"

#!/bin/sh
# strace 6.1 (Debian 12), -yy: of UNIX domain sockets only a stream is shown with its type, UNIX-STREAM:[...]; a
# datagram and a seqpacket socket are both UNIX:[...], so a line does not tell which of the two it is.
. "$(dirname "$0")/lib.sh"
debian strace=6.1-0.1
seen=""
for type in STREAM DGRAM SEQPACKET; do
  usr/bin/strace -yy -e trace=socketpair -o out python3 -c "import socket; socket.socketpair(socket.AF_UNIX, socket.SOCK_$type)"
  seen="$seen $(sed -n 's/^socketpair(.*\[[0-9]*<\([A-Z-]*\):.*>, .*/\1/p' out | tail -n 1)"
done
expect "the types of the three socketpairs" " UNIX-STREAM UNIX UNIX" "$seen"

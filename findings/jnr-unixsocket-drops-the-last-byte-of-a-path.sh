#!/bin/sh
# jnr-unixsocket 0.39.6: a path of 108 bytes, as many as sun_path has and as Linux takes (unix(7), "the
# sun_path field is not null-terminated"), is bound without its last byte, and nothing says so: the file
# has another name than was asked for. bind(2) itself takes all of it; one of 107 is as it should be.
. "$(dirname "$0")/lib.sh"
jars com.github.jnr jnr-unixsocket 0.39.6
cat >Bind.java <<'JAVA'
import java.io.File;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketAddress;

public class Bind {
  public static void main(String[] args) throws Exception {
    for (String path : args) {
      UnixServerSocketChannel.open().socket().bind(new UnixSocketAddress(new File(path)));
    }
  }
}
JAVA
javac -cp 'jars/*' Bind.java
path() {
  python3 -c 'import sys; d = sys.argv[1] + "/"; n = int(sys.argv[2]); print(d + "x" * (n - len(d) - 1) + "y")' "$folder" "$1"
}
there() {
  if [ -S "$1" ]; then echo there; else echo missing; fi
}
long=$(path 108)
cat >bind.py <<'PYTHON'
import ctypes, os, socket, struct, sys

libc = ctypes.CDLL(None, use_errno=True)
address = struct.pack("H108s", socket.AF_UNIX, os.fsencode(sys.argv[1]))
server = socket.socket(socket.AF_UNIX)
if libc.bind(server.fileno(), address, len(address)) != 0:
    sys.exit(os.strerror(ctypes.get_errno()))
PYTHON
python3 bind.py "$long"
expect "108 bytes, bound by bind(2)" there "$(there "$long")"
rm "$long"
java -cp 'jars/*:.' Bind "$(path 107)" "$long" 2>seen || { cat seen >&2; exit 1; }
expect "107 bytes, bound by jnr-unixsocket" there "$(there "$(path 107)")"
expect "108 bytes, bound by jnr-unixsocket" missing "$(there "$long")"
expect "the first 107 of them" there "$(there "${long%y}")"

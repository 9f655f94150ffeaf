#!/bin/sh
# jnr-unixsocket 0.39.6: UnixDatagramChannel.connect() is none of connect(2): isConnected() is true, but the
# socket has no peer, so a stranger's datagram arrives, which the kernel refuses with EPERM where a socket is
# connected (unix(7)), and getpeername(2) fails.
. "$(dirname "$0")/lib.sh"
jars com.github.jnr jnr-unixsocket 0.39.6
cat >Connect.java <<'JAVA'
import java.io.File;
import java.nio.ByteBuffer;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

public class Connect {
  public static void main(String[] args) throws Exception {
    UnixSocketAddress a = new UnixSocketAddress(new File("a"));
    UnixSocketAddress b = new UnixSocketAddress(new File("b"));
    UnixSocketAddress c = new UnixSocketAddress(new File("c"));
    UnixDatagramChannel one = UnixDatagramChannel.open().bind(a);
    UnixDatagramChannel.open().bind(b);
    UnixDatagramChannel stranger = UnixDatagramChannel.open().bind(c);
    one.connect(b);
    stranger.send(ByteBuffer.wrap("hello".getBytes()), a);
    System.out.println(one.isConnected() + " " + one.read(ByteBuffer.allocate(8)));
  }
}
JAVA
javac -cp 'jars/*' Connect.java
java -cp 'jars/*:.' Connect >out 2>seen || { cat seen >&2; exit 1; }
expect "whether it is connected, and what a stranger's datagram gives" "true 5" "$(cat out)"
cat >connect.py <<'PYTHON'
import errno, socket

one, peer, stranger = (socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) for _ in range(3))
for each, name in ((one, "d"), (peer, "e"), (stranger, "f")):
    each.bind(name)
one.connect("e")
try:
    stranger.sendto(b"hello", "d")
    print("sent")
except OSError as e:
    print(errno.errorcode[e.errno])
PYTHON
expect "the same with connect(2)" EPERM "$(python3 connect.py)"

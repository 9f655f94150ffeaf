#!/bin/sh
# JDK 17.0.15 and 25.0.3: DatagramChannel.read() of a connected UDP socket gives -1, "end-of-stream", for an empty
# datagram, which is valid (udp(7), recv(2)) and ends nothing: the next one is read as usual. receive() gives
# its sender, as it should. A loop that reads until -1 can be stopped by any peer that sends nothing. The
# UnixDatagramChannel of jnr-unixsocket 0.39.6 does the same; Python and C see 0 bytes.
. "$(dirname "$0")/lib.sh"
jars com.github.jnr jnr-unixsocket 0.39.6
cat >Read.java <<'JAVA'
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixSocketAddress;

public class Read {
  public static void main(String[] args) throws Exception {
    InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
    DatagramChannel left = DatagramChannel.open().bind(any);
    DatagramChannel right = DatagramChannel.open().bind(any);
    left.connect(right.getLocalAddress());
    for (String text : new String[] {"", "next", ""}) {
      right.send(ByteBuffer.wrap(text.getBytes()), left.getLocalAddress());
    }
    int first = left.read(ByteBuffer.allocate(8));
    int second = left.read(ByteBuffer.allocate(8));
    boolean sender = right.getLocalAddress().equals(left.receive(ByteBuffer.allocate(8)));
    System.out.println(first + " " + second + " " + sender);
    UnixSocketAddress a = new UnixSocketAddress(new File("a"));
    UnixSocketAddress b = new UnixSocketAddress(new File("b"));
    UnixDatagramChannel in = UnixDatagramChannel.open().bind(a);
    UnixDatagramChannel out = UnixDatagramChannel.open().bind(b);
    in.connect(b);
    out.send(ByteBuffer.allocate(0), a);
    out.send(ByteBuffer.wrap("next".getBytes()), a);
    System.out.println(in.read(ByteBuffer.allocate(8)) + " " + in.read(ByteBuffer.allocate(8)));
  }
}
JAVA
java -version 2>&1 | head -n 1
javac -cp 'jars/*' Read.java
java -cp 'jars/*:.' Read >out 2>seen || { cat seen >&2; exit 1; }
expect "an empty datagram, the one after it, and by receive()" "-1 4 true" "$(sed -n 1p out)"
expect "the first two by jnr-unixsocket" "-1 4" "$(sed -n 2p out)"

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import jnr.unixsocket.UnixDatagramChannel;
import jnr.unixsocket.UnixServerSocketChannel;
import jnr.unixsocket.UnixSocketAddress;
import jnr.unixsocket.UnixSocketChannel;

/**
 * Measures a round trip of a byte with the channels of jnr-unixsocket, as bytes.groovy does:
 * stream and datagram sockets. Datagrams are sent to an address, since the library's connect()
 * does not call connect(2).
 *
 * <pre>
 * JnrUnixsocket.java stream|dgram pong NAME          prints its address in the first line
 * JnrUnixsocket.java stream|dgram ping NAME WHERE
 * </pre>
 *
 * "N BYTES FIGURE" on a line of standard input requests N round trips of so many bytes; ping answers
 * with their time in nanoseconds, or for the figure each with three percentiles.
 */
final class JnrUnixsocket {
  private final ByteChannel in;
  private final UnixDatagramChannel datagrams;
  private final UnixSocketAddress peer;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(1);

  private JnrUnixsocket(ByteChannel in, UnixSocketAddress peer) {
    this.in = in;
    this.peer = peer;
    this.datagrams = in instanceof UnixDatagramChannel channel ? channel : null;
  }

  private void send() throws IOException {
    buffer.clear();
    while (datagrams == null && buffer.hasRemaining()) {
      in.write(buffer);
    }
    if (datagrams != null && datagrams.send(buffer, peer) != buffer.capacity()) {
      throw new IOException("not all was sent");
    }
  }

  private void receive() throws IOException {
    buffer.clear();
    if (datagrams != null) {
      datagrams.receive(buffer);
    } else {
      // what arrives of a message of a stream may be a part of it
      int got = 0;
      while (buffer.hasRemaining() && got >= 0) {
        got = in.read(buffer);
      }
    }
    if (buffer.hasRemaining()) {
      throw new IOException("the other side has ended");
    }
  }

  private long ping(int n) throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < n; i++) {
      send();
      receive();
    }
    return System.nanoTime() - start;
  }

  private void pong(int n) throws IOException {
    for (int i = 0; i < n; i++) {
      receive();
      send();
    }
  }

  private static UnixDatagramChannel bound(String name) throws IOException {
    UnixDatagramChannel channel = UnixDatagramChannel.open();
    channel.bind(new UnixSocketAddress(name));
    return channel;
  }

  private static JnrUnixsocket datagrams(String role, String where) throws IOException {
    UnixDatagramChannel channel = bound(role);
    if (where != null) {
      JnrUnixsocket ping = new JnrUnixsocket(channel, new UnixSocketAddress(where));
      ping.send();
      return ping;
    }
    System.out.println(new java.io.File(role).getAbsolutePath());
    ByteBuffer first = ByteBuffer.allocate(1);
    return new JnrUnixsocket(channel, channel.receive(first));
  }

  private static JnrUnixsocket stream(String role, String where) throws IOException {
    if (where != null) {
      return new JnrUnixsocket(UnixSocketChannel.open(new UnixSocketAddress(where)), null);
    }
    try (UnixServerSocketChannel server = UnixServerSocketChannel.open()) {
      server.socket().bind(new UnixSocketAddress(role));
      System.out.println(new java.io.File(role).getAbsolutePath());
      return new JnrUnixsocket(server.accept(), null);
    }
  }

  /** 50, 99 and 99.9 % of the round trips took at most so long. */
  private static String percentiles(long[] times) {
    java.util.Arrays.sort(times);
    int n = times.length;
    return times[(int) ((n * 500L + 999) / 1000) - 1]
        + " "
        + times[(int) ((n * 990L + 999) / 1000) - 1]
        + " "
        + times[(int) ((n * 999L + 999) / 1000) - 1];
  }

  public static void main(String[] args) throws IOException {
    String role = args[1];
    // ping is bound to its path, to which the answers are sent
    String here = new java.io.File(role).getAbsolutePath();
    String where = role.equals("ping") ? args[3] : null;
    JnrUnixsocket peer =
        args[0].equals("dgram") ? datagrams(here, where) : stream(here, where);
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      String[] asked = line.split(" ");
      int n = Integer.parseInt(asked[0]);
      peer.buffer = ByteBuffer.allocateDirect(Integer.parseInt(asked[1]));
      if (role.equals("pong")) {
        peer.pong(n);
      } else if (asked[2].equals("each")) {
        long[] times = new long[n];
        for (int i = 0; i < n; i++) {
          times[i] = peer.ping(1);
        }
        System.out.println(percentiles(times));
      } else {
        System.out.println(peer.ping(n));
      }
    }
  }
}

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
 * Each number on standard input requests this many round trips; ping answers with their time in
 * nanoseconds.
 */
final class JnrUnixsocket {
  private final ByteChannel in;
  private final UnixDatagramChannel datagrams;
  private final UnixSocketAddress peer;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(1);

  private JnrUnixsocket(ByteChannel in, UnixSocketAddress peer) {
    this.in = in;
    this.peer = peer;
    this.datagrams = in instanceof UnixDatagramChannel channel ? channel : null;
  }

  private void send() throws IOException {
    buffer.clear();
    int sent = datagrams == null ? in.write(buffer) : datagrams.send(buffer, peer);
    if (sent != 1) {
      throw new IOException("sent " + sent);
    }
  }

  private void receive() throws IOException {
    buffer.clear();
    if (datagrams != null) {
      datagrams.receive(buffer);
    } else {
      in.read(buffer);
    }
    if (buffer.position() != 1) {
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

  public static void main(String[] args) throws IOException {
    String role = args[1];
    // ping is bound to its path, to which the answers are sent
    String here = new java.io.File(role).getAbsolutePath();
    String where = role.equals("ping") ? args[3] : null;
    JnrUnixsocket peer =
        args[0].equals("dgram") ? datagrams(here, where) : stream(here, where);
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      int n = Integer.parseInt(line);
      if (role.equals("pong")) {
        peer.pong(n);
      } else {
        System.out.println(peer.ping(n));
      }
    }
  }
}

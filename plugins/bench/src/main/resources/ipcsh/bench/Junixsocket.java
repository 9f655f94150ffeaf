import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import org.newsclub.net.unix.AFUNIXServerSocket;
import org.newsclub.net.unix.AFUNIXSocket;
import org.newsclub.net.unix.AFUNIXSocketAddress;

/**
 * Measures a round trip of a descriptor with junixsocket, as descriptor.groovy does.
 *
 * <pre>
 * Junixsocket.java descriptor pong NAME          prints its address in the first line
 * Junixsocket.java descriptor ping NAME WHERE
 * </pre>
 *
 * Each number on standard input requests this many round trips; ping answers with their time in
 * nanoseconds.
 */
final class Junixsocket {
  private static final int PATIENCE = 60_000;

  /** Room for control messages: one descriptor, and more. */
  private static final int CONTROL = 64;

  private final AFUNIXSocket socket;
  private final InputStream in;
  private final OutputStream out;

  private Junixsocket(AFUNIXSocket socket) throws IOException {
    this.socket = socket;
    socket.setAncillaryReceiveBufferSize(CONTROL);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  private void send(FileDescriptor descriptor) throws IOException {
    socket.setOutboundFileDescriptors(descriptor);
    out.write('x');
  }

  private FileDescriptor receive() throws IOException {
    if (in.read() != 'x') {
      throw new IOException("the peer has closed the connection");
    }
    return socket.getReceivedFileDescriptors()[0];
  }

  private static void close(FileDescriptor descriptor) throws IOException {
    new FileInputStream(descriptor).close();
  }

  private long ping(FileDescriptor passed, int n) throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < n; i++) {
      send(passed);
      close(receive());
    }
    return System.nanoTime() - start;
  }

  private void pong(int n) throws IOException {
    for (int i = 0; i < n; i++) {
      FileDescriptor descriptor = receive();
      send(descriptor);
      close(descriptor);
    }
  }

  private static AFUNIXSocket accepted(String name) throws IOException {
    File file = new File(name);
    try (AFUNIXServerSocket server = AFUNIXServerSocket.bindOn(AFUNIXSocketAddress.of(file))) {
      server.setSoTimeout(PATIENCE);
      System.out.println(file);
      return server.accept();
    }
  }

  private static AFUNIXSocket connected(String where) throws IOException {
    return AFUNIXSocket.connectTo(AFUNIXSocketAddress.of(new File(where)));
  }

  public static void main(String[] args) throws IOException {
    boolean isPong = args[1].equals("pong");
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
    try (AFUNIXSocket socket = isPong ? accepted("pong") : connected(args[3]);
        FileInputStream passed = new FileInputStream("/dev/null")) {
      Junixsocket peer = new Junixsocket(socket);
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        int n = Integer.parseInt(line);
        if (isPong) {
          peer.pong(n);
        } else {
          System.out.println(peer.ping(passed.getFD(), n));
        }
      }
    }
  }
}

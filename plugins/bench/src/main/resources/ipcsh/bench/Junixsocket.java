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
 * "N BYTES FIGURE" on a line of standard input requests N round trips; ping answers with their time
 * in nanoseconds, or for the figure each with three percentiles.
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
    boolean isPong = args[1].equals("pong");
    BufferedReader questions = new BufferedReader(new InputStreamReader(System.in));
    try (AFUNIXSocket socket = isPong ? accepted("pong") : connected(args[3]);
        FileInputStream passed = new FileInputStream("/dev/null")) {
      Junixsocket peer = new Junixsocket(socket);
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        String[] asked = line.split(" ");
        int n = Integer.parseInt(asked[0]);
        if (isPong) {
          peer.pong(n);
        } else if (asked[2].equals("each")) {
          long[] times = new long[n];
          for (int i = 0; i < n; i++) {
            times[i] = peer.ping(passed.getFD(), 1);
          }
          System.out.println(percentiles(times));
        } else {
          System.out.println(peer.ping(passed.getFD(), n));
        }
      }
    }
  }
}

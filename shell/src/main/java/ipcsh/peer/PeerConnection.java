package ipcsh.peer;

import ipcsh.handle.InternalDescriptors;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SocketConstants;
import ipcsh.sys.abi.SysException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * A connected socket of the shell itself, as a pair of streams. Its number is high, so that it does
 * not interfere with those of the session; but between the call that returns it and the one that
 * moves it there are a few microseconds in which a call of another thread may get the next higher
 * number.
 *
 * <p>One thread reads and closes; any may write, and {@link #hangUp} from any thread ends the
 * reading.
 */
final class PeerConnection implements Closeable {
  private static final int STREAM = SocketConstants.SOCK_STREAM | SocketConstants.SOCK_CLOEXEC;
  private static final int PIECE = 1 << 16;

  private final Kernel kernel;
  private final int number;
  private boolean closed;

  private PeerConnection(Kernel kernel, int number) {
    this.kernel = kernel;
    this.number = number;
  }

  /** A socket for listening, moved to a high number. */
  static int listening(Sys sys) {
    return socket(sys, STREAM | SocketConstants.SOCK_NONBLOCK);
  }

  private static int socket(Sys sys, int type) {
    return InternalDescriptors.move(sys, sys.sockets().socket(SocketConstants.AF_UNIX, type, 0));
  }

  static SocketAddress address(Path path) {
    return SocketAddress.parse(SocketConstants.AF_UNIX, path.toString());
  }

  /**
   * Accepts a connection; waits with poll and not in accept(2), which reserves the lowest free
   * number while it waits.
   */
  static PeerConnection accept(Kernel kernel, int listening) {
    Sys sys = kernel.home();
    sys.polling().poll(new int[] {listening}, new int[] {FileConstants.POLLIN}, -1);
    int number = sys.sockets().accept(listening, SocketConstants.SOCK_CLOEXEC).fd();
    return new PeerConnection(kernel, InternalDescriptors.move(sys, number));
  }

  /**
   * Connects to a socket, with a timeout for this and for each message that is sent.
   *
   * @throws SysException ECONNREFUSED if no socket is listening any more, EAGAIN if the timeout
   *     expires
   */
  static PeerConnection to(Kernel kernel, Path path, Duration bound) {
    Sys sys = kernel.home();
    PeerConnection connection = new PeerConnection(kernel, socket(sys, STREAM));
    try {
      connection.bound(bound);
      sys.sockets().connect(connection.number, address(path));
      return connection;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Sets the timeout for sending, and for connecting. */
  void bound(Duration time) {
    byte[] timeval =
        ByteBuffer.allocate(2 * Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .putLong(time.toSeconds())
            .putLong(time.toNanosPart() / 1000)
            .array();
    kernel
        .home()
        .options()
        .set(number, SocketConstants.SOL_SOCKET, SocketConstants.SO_SNDTIMEO, timeval, time);
  }

  /** The user ID of the peer ({@code SO_PEERCRED}). */
  int user() {
    return credential(Integer.BYTES);
  }

  /** The process ID of the peer: of the process that has connected, or called listen. */
  int process() {
    return credential(0);
  }

  private int credential(int offset) {
    byte[] cred =
        kernel
            .home()
            .options()
            .get(number, SocketConstants.SOL_SOCKET, SocketConstants.SO_PEERCRED);
    return ByteBuffer.wrap(cred).order(ByteOrder.nativeOrder()).getInt(offset);
  }

  /** The link over this connection. */
  Link link() {
    return new Link(new In(), new Out());
  }

  /** Ends the connection: readers on either side read end of file. */
  synchronized void hangUp() {
    if (!closed) {
      try {
        kernel.home().sockets().shutdown(number, SocketConstants.SHUT_RDWR);
      } catch (SysException goneAlready) {
        // it has ended already
      }
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      InternalDescriptors.close(kernel.home(), number);
    }
  }

  private byte[] read(int most) throws IOException {
    try {
      return kernel.own().files().read(number, Math.min(most, PIECE));
    } catch (SysException e) {
      if (e.getErrno() == Errno.ECONNRESET) {
        return new byte[0];
      }
      throw failure(e);
    }
  }

  private synchronized void write(byte[] bytes, int from, int count) throws IOException {
    if (closed) {
      throw new IOException("the connection is closed");
    }
    int to = from + count;
    int at = from;
    while (at < to) {
      byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(to, at + PIECE));
      try {
        at += kernel.own().sockets().send(number, piece, SocketConstants.MSG_NOSIGNAL);
      } catch (SysException e) {
        if (e.getErrno() != Errno.EINTR) {
          throw failure(e);
        }
        // Ctrl-C is for the line; a message is sent completely
      }
    }
  }

  private static IOException failure(SysException e) {
    return e.getErrno() == Errno.EAGAIN
        ? new InterruptedIOException("no answer in time")
        : new IOException(e.getMessage(), e);
  }

  private final class In extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int count) throws IOException {
      byte[] got = PeerConnection.this.read(count);
      System.arraycopy(got, 0, to, from, got.length);
      return got.length == 0 ? -1 : got.length;
    }

    @Override
    public void close() {
      PeerConnection.this.close();
    }
  }

  private final class Out extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      PeerConnection.this.write(bytes, from, count);
    }

    @Override
    public void close() {
      PeerConnection.this.close();
    }
  }
}

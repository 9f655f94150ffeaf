package ipcsh.peer;

import ipcsh.handle.OwnNumbers;
import ipcsh.sys.Errno;
import ipcsh.sys.Kernel;
import ipcsh.sys.SocketAddress;
import ipcsh.sys.SocketConstants;
import ipcsh.sys.Sys;
import ipcsh.sys.SysException;
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
 * A connected socket of the shell's own, as a pair of streams. Its number is a high one, out of the
 * session's way: between the call that gives it and the one that moves it lie some microseconds, in
 * which a call of another thread may get the number above.
 *
 * <p>One thread reads and closes; any may write, and {@link #hangUp} from any ends the reading.
 */
final class Connection implements Closeable {
  private static final int STREAM = SocketConstants.SOCK_STREAM | SocketConstants.SOCK_CLOEXEC;
  private static final int PIECE = 1 << 16;

  private final Kernel kernel;
  private final int number;
  private volatile Runnable atInterruption;
  private boolean closed;

  private Connection(Kernel kernel, int number) {
    this.kernel = kernel;
    this.number = number;
  }

  /** A socket that is not connected yet, moved out of the way. */
  static int socket(Sys sys) {
    return OwnNumbers.move(sys, sys.sockets().socket(SocketConstants.AF_UNIX, STREAM, 0));
  }

  static SocketAddress address(Path path) {
    return SocketAddress.parse(SocketConstants.AF_UNIX, path.toString());
  }

  /** Takes the next one of a listening socket; waits for it. */
  static Connection accept(Kernel kernel, int listening) {
    Sys sys = kernel.home();
    int number = sys.sockets().accept(listening, SocketConstants.SOCK_CLOEXEC).fd();
    return new Connection(kernel, OwnNumbers.move(sys, number));
  }

  /**
   * Connects to a socket, with a bound for this and for what follows.
   *
   * @throws SysException ECONNREFUSED where nobody listens any more, EAGAIN where the time is up
   */
  static Connection to(Kernel kernel, Path path, Duration bound) {
    Sys sys = kernel.home();
    Connection connection = new Connection(kernel, socket(sys));
    try {
      connection.bound(bound);
      sys.sockets().connect(connection.number, address(path));
      return connection;
    } catch (RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  /** Bounds each wait from now on; zero waits for good. */
  void bound(Duration time) {
    byte[] timeval =
        ByteBuffer.allocate(2 * Long.BYTES)
            .order(ByteOrder.nativeOrder())
            .putLong(time.toSeconds())
            .putLong(time.toNanosPart() / 1000)
            .array();
    for (int side : new int[] {SocketConstants.SO_RCVTIMEO, SocketConstants.SO_SNDTIMEO}) {
      kernel.home().options().set(number, SocketConstants.SOL_SOCKET, side, timeval, time);
    }
  }

  /** The user of the other side ({@code SO_PEERCRED}). */
  int user() {
    byte[] cred =
        kernel
            .home()
            .options()
            .get(number, SocketConstants.SOL_SOCKET, SocketConstants.SO_PEERCRED);
    return ByteBuffer.wrap(cred).order(ByteOrder.nativeOrder()).getInt(Integer.BYTES);
  }

  /** Has Ctrl-C, where it ends the reading call, do this; the reading goes on. */
  void atInterruption(Runnable action) {
    atInterruption = action;
  }

  /** The messages over it. */
  Link link() {
    return new Link(new In(), new Out());
  }

  /** Ends the conversation: whoever reads, on either side, reads the end. */
  synchronized void hangUp() {
    if (!closed) {
      try {
        kernel.home().sockets().shutdown(number, SocketConstants.SHUT_RDWR);
      } catch (SysException goneAlready) {
        // then it has ended
      }
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      OwnNumbers.close(kernel.home(), number);
    }
  }

  private byte[] read(int most) throws IOException {
    while (true) {
      try {
        return kernel.home().files().read(number, Math.min(most, PIECE));
      } catch (SysException e) {
        if (e.getErrno() == Errno.ECONNRESET) {
          return new byte[0];
        }
        if (e.getErrno() != Errno.EINTR || atInterruption == null) {
          throw failure(e);
        }
        atInterruption.run();
      }
    }
  }

  private synchronized void write(byte[] bytes, int from, int count) throws IOException {
    if (closed) {
      throw new IOException("the conversation is over");
    }
    int to = from + count;
    int at = from;
    while (at < to) {
      byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(to, at + PIECE));
      try {
        at += kernel.home().sockets().send(number, piece, SocketConstants.MSG_NOSIGNAL);
      } catch (SysException e) {
        if (e.getErrno() != Errno.EINTR) {
          throw failure(e);
        }
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
      byte[] got = Connection.this.read(count);
      System.arraycopy(got, 0, to, from, got.length);
      return got.length == 0 ? -1 : got.length;
    }

    @Override
    public void close() {
      Connection.this.close();
    }
  }

  private final class Out extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      Connection.this.write(bytes, from, count);
    }

    @Override
    public void close() {
      Connection.this.close();
    }
  }
}

package ipcsh.channels;

import static ipcsh.sys.abi.FileConstants.F_GETFL;
import static ipcsh.sys.abi.FileConstants.F_SETFL;
import static ipcsh.sys.abi.FileConstants.O_NONBLOCK;

import ipcsh.command.Context;
import ipcsh.handle.Fd;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SocketAddress;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.invoke.BlockedCall;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import jnr.enxio.channels.NativeException;

/**
 * The descriptor of the session that a channel uses: one number, closed once, by the channel or by
 * the session. The calls are made as the session's; a failure is thrown as an IOException, as
 * channels do, with jnr's errno in it, except for EINTR, which is caused by Ctrl-C.
 */
final class SessionDescriptor {
  /**
   * A channel may transfer less than requested; this many bytes at most are in the arena at once.
   */
  private static final int MOST = 1 << 20;

  private final Context context;
  private final Fd fd;
  private final int number;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Threads that are blocked in a call, which is interrupted when the channel is closed. */
  private final Set<Thread> callers = ConcurrentHashMap.newKeySet();

  SessionDescriptor(Context context, Fd fd) {
    this.context = context;
    this.fd = fd;
    this.number = context.number(fd);
  }

  /** A call made in the session. */
  interface Call<T> {
    T with(Sys sys, int number);
  }

  Context context() {
    return context;
  }

  Fd fd() {
    return fd;
  }

  int number() {
    return number;
  }

  /** Closes the channel when any command closes the descriptor, and runs an action. */
  void follow(Channel channel, Runnable then) {
    fd.whenClosed(
        () -> {
          then.run();
          release();
          try {
            channel.close();
          } catch (IOException e) {
            // only the code that closes the descriptor can get an error
          }
        });
  }

  /** Detaches it from the channel; returns whether it was attached. */
  private boolean release() {
    boolean first = closed.compareAndSet(false, true);
    if (first) {
      for (Thread caller : callers) {
        BlockedCall call = context.kernel().callOf(caller);
        if (call != null && caller != Thread.currentThread()) {
          call.interrupt(BlockedCall.Cause.USER);
        }
      }
    }
    return first;
  }

  /** Closes it for the channel, as {@code close fd} does; nothing is shut down. */
  void close() throws IOException {
    if (!closed.get()) {
      expectShell();
    }
    if (release()) {
      try {
        context.close(fd);
      } catch (SysException e) {
        throw failure(e);
      }
    }
  }

  private void expectShell() throws IOException {
    if (!context.kernel().process().isShell()) {
      throw new IOException(
          "a channel belongs to the shell's process; a forked child uses the commands");
    }
  }

  /** Makes a call; a failure is thrown as an IOException. */
  <T> T call(Call<T> call) throws IOException {
    try {
      return attempt(call);
    } catch (SysException e) {
      throw failure(e);
    }
  }

  /**
   * Makes a call; null if it would block, which for a blocking channel means that its timeout has
   * expired.
   */
  <T> T unlessItBlocks(boolean blocking, Call<T> call) throws IOException {
    try {
      return attempt(call);
    } catch (SysException e) {
      if (e.getErrno() != Errno.EAGAIN) {
        throw failure(e);
      }
      if (blocking) {
        SocketTimeoutException timeout =
            new SocketTimeoutException(
                e.getMessage()
                    + ": its time (SO_RCVTIMEO, SO_SNDTIMEO) is up, or O_NONBLOCK is set");
        timeout.initCause(e);
        throw timeout;
      }
      return null;
    }
  }

  private <T> T attempt(Call<T> call) throws IOException {
    expectShell();
    Thread caller = Thread.currentThread();
    callers.add(caller);
    try {
      if (closed.get()) {
        throw new ClosedChannelException();
      }
      return call.with(context.sys(), number);
    } catch (SysException e) {
      if (closed.get()) {
        throw new AsynchronousCloseException();
      }
      throw e;
    } finally {
      callers.remove(caller);
    }
  }

  private static IOException failure(SysException e) {
    if (e.getErrno() == Errno.EINTR) {
      throw e;
    }
    var errno = jnr.constants.platform.Errno.valueOf(e.getErrno().getNumber());
    IOException failure = new NativeException(e.getMessage(), errno);
    failure.initCause(e);
    return failure;
  }

  /** The peer's address, or null. */
  SocketAddress peer() {
    try {
      return context.kernel().quiet().sockets().getpeername(number);
    } catch (SysException notConnected) {
      return null;
    }
  }

  /** Sets O_NONBLOCK of the open file description, so for all descriptors that share it. */
  void block(boolean block) throws IOException {
    call(
        (sys, n) -> {
          int flags = sys.files().fcntl(n, F_GETFL, 0);
          int wanted = block ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
          return wanted == flags ? 0 : sys.files().fcntl(n, F_SETFL, wanted);
        });
  }

  /** {@code read(2)}: -1 at end of file, 0 if a non-blocking channel would block. */
  int read(ByteBuffer to, boolean blocking) throws IOException {
    if (!to.hasRemaining()) {
      return 0;
    }
    int room = Math.min(to.remaining(), MOST);
    byte[] got = unlessItBlocks(blocking, (sys, n) -> sys.files().read(n, room));
    if (got == null) {
      return 0;
    }
    to.put(got);
    return got.length == 0 ? -1 : got.length;
  }

  /** The same into several buffers, with a single read. */
  long read(ByteBuffer[] to, int offset, int length, boolean blocking) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(Math.min(room(to, offset, length), MOST));
    int got = read(all, blocking);
    all.flip();
    for (int i = offset; i < offset + length && all.hasRemaining(); i++) {
      ByteBuffer part = all.duplicate();
      part.limit(all.position() + Math.min(all.remaining(), to[i].remaining()));
      to[i].put(part);
      all.position(part.position());
    }
    return got;
  }

  /** {@code write(2)}: a blocking channel writes everything, a non-blocking one as much as fits. */
  int write(ByteBuffer from, boolean blocking) throws IOException {
    int written = 0;
    boolean more;
    do {
      ByteBuffer chunk = from.duplicate();
      chunk.limit(from.position() + Math.min(from.remaining(), MOST));
      byte[] data = bytes(chunk);
      Integer taken = unlessItBlocks(blocking, (sys, n) -> sys.files().write(n, data));
      if (taken == null) {
        break;
      }
      from.position(from.position() + taken);
      written += taken;
      more = blocking || taken == data.length;
    } while (more && from.hasRemaining());
    return written;
  }

  /** The same from several buffers, with a single write. */
  long write(ByteBuffer[] from, int offset, int length, boolean blocking) throws IOException {
    int written = write(gathered(from, offset, length), blocking);
    advance(from, offset, length, written);
    return written;
  }

  /** The bytes of several buffers in one; the positions of the buffers are not changed. */
  static ByteBuffer gathered(ByteBuffer[] from, int offset, int length) {
    ByteBuffer all = ByteBuffer.allocate(room(from, offset, length));
    for (int i = offset; i < offset + length; i++) {
      all.put(from[i].duplicate());
    }
    return all.flip();
  }

  /** Advances the positions of several buffers by this many bytes. */
  static void advance(ByteBuffer[] from, int offset, int length, int taken) {
    int left = taken;
    for (int i = offset; i < offset + length; i++) {
      int part = Math.min(left, from[i].remaining());
      from[i].position(from[i].position() + part);
      left -= part;
    }
  }

  private static int room(ByteBuffer[] buffers, int offset, int length) {
    long room = 0;
    for (int i = offset; i < offset + length; i++) {
      room += buffers[i].remaining();
    }
    return (int) Math.min(room, Integer.MAX_VALUE - 8);
  }

  static byte[] bytes(ByteBuffer from) {
    byte[] data = new byte[from.remaining()];
    from.get(data);
    return data;
  }

  /** {@code shutdown(2)}: affects all processes that share the socket. */
  void shutdown(int how) throws IOException {
    call((sys, n) -> sys.sockets().shutdown(n, how));
  }

  @Override
  public String toString() {
    return fd.toString();
  }
}

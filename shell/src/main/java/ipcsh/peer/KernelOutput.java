package ipcsh.peer;

import ipcsh.handle.InternalDescriptors;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * An internal descriptor as an output stream; each writing thread makes the system call itself.
 * Closing closes the descriptor. If it is a socket with a timeout (SO_SNDTIMEO), a peer that does
 * not receive is waited for until the thread is interrupted, but at most half a minute, which is
 * longer than the start of a Java virtual machine.
 */
final class KernelOutput extends OutputStream {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private static final int SLICE = 1 << 18;

  private final Kernel kernel;
  private final int number;

  KernelOutput(Kernel kernel, int number) {
    this.kernel = kernel;
    this.number = number;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    int next = from;
    long begin = System.nanoTime();
    while (next < from + count) {
      try {
        // a slow peer takes a little at a time: not all that is left is copied each time
        byte[] rest = Arrays.copyOfRange(bytes, next, Math.min(next + SLICE, from + count));
        next += kernel.own().files().write(number, rest);
        begin = System.nanoTime();
      } catch (SysException e) {
        if (e.getErrno() == Errno.EAGAIN) {
          expectPatience(begin);
        } else if (e.getErrno() != Errno.EINTR) {
          throw new IOException(e);
        }
      }
    }
  }

  private static void expectPatience(long begin) throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted() || System.nanoTime() - begin > PATIENCE) {
      throw new InterruptedIOException("it does not read its input");
    }
  }

  @Override
  public void close() {
    InternalDescriptors.close(kernel.home(), number);
  }
}

package ipcsh.peer;

import ipcsh.handle.OwnNumbers;
import ipcsh.sys.Errno;
import ipcsh.sys.Kernel;
import ipcsh.sys.SysException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * A descriptor of the shell's own to write to; each writing thread calls the kernel itself. Closing
 * closes the descriptor.
 */
final class KernelOutput extends OutputStream {
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
    while (next < from + count) {
      try {
        byte[] rest = Arrays.copyOfRange(bytes, next, from + count);
        next += kernel.home().files().write(number, rest);
      } catch (SysException e) {
        if (e.getErrno() != Errno.EINTR) {
          throw new IOException(e);
        }
      }
    }
  }

  @Override
  public void close() {
    OwnNumbers.close(kernel.home(), number);
  }
}

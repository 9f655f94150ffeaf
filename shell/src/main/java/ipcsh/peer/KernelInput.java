package ipcsh.peer;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.io.InputStream;

/** An internal descriptor as an input stream; each reading thread makes the system call itself. */
final class KernelInput extends InputStream {
  private final Kernel kernel;
  private final int number;

  KernelInput(Kernel kernel, int number) {
    this.kernel = kernel;
    this.number = number;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    while (true) {
      try {
        byte[] got = kernel.own().files().read(number, count);
        System.arraycopy(got, 0, bytes, from, got.length);
        return got.length == 0 && count > 0 ? -1 : got.length;
      } catch (SysException e) {
        if (e.getErrno() == Errno.ECONNRESET) {
          return -1;
        }
        if (e.getErrno() != Errno.EINTR) {
          throw new IOException(e);
        }
      }
    }
  }
}

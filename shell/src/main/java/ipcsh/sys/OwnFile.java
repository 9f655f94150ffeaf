package ipcsh.sys;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A file that the shell writes for itself while a session goes on: its descriptor is a high one,
 * out of the way of what the session counts, and its memory is its own, so that it may be written
 * in the middle of somebody's call (when that is traced). Not for several threads at once.
 */
public final class OwnFile extends OutputStream {
  private static final long WRITE = Libc.symbol("write");
  private static final long CLOSE = Libc.symbol("close");
  private static final int PIECE = 64 * 1024;
  private static final int MODE = 0666;

  private final String path;
  private final Arena arena = new Arena();
  private int number;

  private OwnFile(String path, int number) {
    this.path = path;
    this.number = number;
  }

  /**
   * Makes a file.
   *
   * @param over whether one that is there is written over
   * @throws SysException where it cannot be made; EEXIST where it is there and shall stay
   */
  public static OwnFile make(Sys sys, String path, boolean over) {
    int flags = FileConstants.O_WRONLY | FileConstants.O_CREAT | FileConstants.O_CLOEXEC;
    int low =
        sys.files().open(path, flags | (over ? FileConstants.O_TRUNC : FileConstants.O_EXCL), MODE);
    try {
      int high = sys.files().fcntl(low, FileConstants.F_DUPFD_CLOEXEC, Kernel.OWN_DESCRIPTORS);
      sys.files().close(low);
      return new OwnFile(path, high);
    } catch (SysException noRoomAbove) {
      return new OwnFile(path, low);
    }
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b});
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    for (int done = 0; done < count; ) {
      int size = Math.min(PIECE, count - done);
      Mem piece = arena.clear().take(size);
      for (int i = 0; i < size; i++) {
        piece.putByte(i, bytes[from + done + i]);
      }
      long written = Libc.invoke(WRITE, number, piece.address(), size, 0, 0, 0);
      Errno errno = written == -1 ? Errno.of(Libc.errno()) : null;
      if (errno != null && errno != Errno.EINTR) {
        throw new IOException(path + ": " + errno.getMessage());
      }
      done += Math.max(0, (int) written);
    }
  }

  @Override
  public void close() {
    if (number >= 0) {
      Libc.invoke(CLOSE, number, 0, 0, 0, 0, 0);
      number = -1;
      arena.close();
    }
  }
}

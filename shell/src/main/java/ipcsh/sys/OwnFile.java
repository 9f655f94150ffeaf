package ipcsh.sys;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.InternalDescriptorRange;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that the shell writes for its own purposes during a session: its descriptor number is
 * high, so that it does not interfere with those of the session, and its memory is separate, so
 * that it may be written within a call of the session (when that is traced). Not thread-safe.
 */
public final class OwnFile extends OutputStream {
  private static final long WRITE = Libc.symbol("write");
  private static final long CLOSE = Libc.symbol("close");
  private static final int PIECE = 64 * 1024;
  private static final int MODE = 0666;

  private final String path;
  private final Arena arena = new Arena();
  private int number;

  /**
   * The temporary file, used until something is written, so that the old file remains until then;
   * or null.
   */
  private Path aside;

  private OwnFile(String path, int number, Path aside) {
    this.path = path;
    this.number = number;
    this.aside = aside;
  }

  /**
   * Creates a file.
   *
   * @param over whether an existing file is replaced, as soon as something is written
   * @throws SysException if it cannot be created; EEXIST if it exists and must not be replaced
   */
  public static OwnFile make(Sys sys, String path, boolean over) {
    Path aside = over ? aside(Path.of(path)) : null;
    int flags = FileConstants.O_WRONLY | FileConstants.O_CREAT | FileConstants.O_CLOEXEC;
    int fresh = over ? FileConstants.O_TRUNC : FileConstants.O_EXCL;
    int low = sys.files().open(aside == null ? path : aside.toString(), flags | fresh, MODE);
    try {
      int high =
          sys.files().fcntl(low, FileConstants.F_DUPFD_CLOEXEC, InternalDescriptorRange.LOWEST);
      sys.files().close(low);
      return new OwnFile(path, high, aside);
    } catch (SysException noRoomAbove) {
      return new OwnFile(path, low, aside);
    }
  }

  /**
   * An empty file next to an existing one, with its mode; null if there is none, or it cannot be
   * created.
   */
  private static Path aside(Path there) {
    if (!java.nio.file.Files.isRegularFile(there, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try {
      Path directory = there.toAbsolutePath().getParent();
      Path made = java.nio.file.Files.createTempFile(directory, ".ipcsh-", "");
      java.nio.file.Files.setPosixFilePermissions(
          made, java.nio.file.Files.getPosixFilePermissions(there));
      return made;
    } catch (IOException notThere) {
      return null;
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
      NativeMemory piece = arena.clear().take(size);
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
    if (aside != null) {
      java.nio.file.Files.move(aside, Path.of(path), StandardCopyOption.ATOMIC_MOVE);
      aside = null;
    }
  }

  @Override
  public void close() throws IOException {
    if (aside != null) {
      java.nio.file.Files.deleteIfExists(aside);
      aside = null;
    }
    if (number >= 0) {
      Libc.invoke(CLOSE, number, 0, 0, 0, 0, 0);
      number = -1;
      arena.close();
    }
  }
}

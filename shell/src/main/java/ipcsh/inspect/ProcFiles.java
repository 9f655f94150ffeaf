package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SysException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Files and folders of /proc. Opens descriptors: to be used where they disturb nobody. Failures are
 * those of the kernel, ENOENT where a process has ended.
 */
final class ProcFiles {
  private static final int PIECE = 16 * 1024;

  private final Sys sys;

  ProcFiles(Sys sys) {
    this.sys = sys;
  }

  /**
   * The text of a file that the kernel writes in one piece: fdinfo, status. One that is not longer
   * than was asked for has been read to its end.
   */
  String record(String path) {
    return text(path, PIECE);
  }

  /** The text of a file. */
  String text(String path) {
    return text(path, 1);
  }

  private String text(String path, int whole) {
    heed(path);
    int file = sys.files().open(path, FileConstants.O_CLOEXEC, 0);
    try {
      byte[] piece = sys.files().read(file, PIECE);
      if (piece.length < whole) {
        return new String(piece, StandardCharsets.ISO_8859_1);
      }
      ByteArrayOutputStream all = new ByteArrayOutputStream(piece.length);
      while (piece.length > 0) {
        all.writeBytes(piece);
        piece = sys.files().read(file, PIECE);
      }
      return all.toString(StandardCharsets.ISO_8859_1);
    } finally {
      sys.files().close(file);
    }
  }

  /** A look that nobody waits for any more has nothing to read. */
  private static void heed(String path) {
    if (Thread.currentThread().isInterrupted()) {
      throw new SysException(Errno.EINTR, "open(\"" + path + "\")");
    }
  }

  /** The numbers that are names in a folder, sorted. */
  int[] numbers(String folder) {
    heed(folder);
    // a list that is not there does not say why
    int there = sys.files().open(folder, FileConstants.O_DIRECTORY | FileConstants.O_CLOEXEC, 0);
    sys.files().close(there);
    String[] names = new File(folder).list();
    return names == null
        ? new int[0]
        : Arrays.stream(names)
            .filter(name -> Character.isDigit(name.charAt(0)))
            .mapToInt(Integer::parseInt)
            .sorted()
            .toArray();
  }
}

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
 * Reads files and directories in /proc. Opens descriptors: to be used on a thread with its own
 * descriptor table. Failures are those of the kernel, ENOENT if a process has ended.
 */
final class ProcFiles {
  private static final int PIECE = 16 * 1024;

  private final Sys sys;

  ProcFiles(Sys sys) {
    this.sys = sys;
  }

  /**
   * The text of a file that the kernel writes in one piece: fdinfo, status. If it is shorter than
   * the buffer, it was read completely.
   */
  String record(String path) {
    return text(path, PIECE);
  }

  /** The text of a file. */
  String text(String path) {
    return text(path, 1);
  }

  private String text(String path, int whole) {
    checkCancelled(path);
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

  /** Throws if the look has been cancelled. */
  private static void checkCancelled(String path) {
    if (Thread.currentThread().isInterrupted()) {
      throw new SysException(Errno.EINTR, "open(\"" + path + "\")");
    }
  }

  /** The numeric names in a directory, sorted. */
  int[] numbers(String directory) {
    checkCancelled(directory);
    String[] names = new File(directory).list();
    if (names == null) {
      // File.list does not tell the reason of a failure
      int flags = FileConstants.O_DIRECTORY | FileConstants.O_CLOEXEC;
      sys.files().close(sys.files().open(directory, flags, 0));
      return new int[0];
    }
    int[] numbers = new int[names.length];
    int count = 0;
    for (String name : names) {
      if (Character.isDigit(name.charAt(0))) {
        numbers[count++] = Integer.parseInt(name);
      }
    }
    Arrays.sort(numbers, 0, count);
    return Arrays.copyOf(numbers, count);
  }
}

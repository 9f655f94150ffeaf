package ipcsh.handle;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A file of a cache: its content and a checksum of it. One that is damaged is as if it were
 * missing, and where none can be written there is none. Only the user can read it.
 */
public final class CheckedFile {
  private CheckedFile() {}

  /** The content; null if there is no such file, or it is damaged. */
  public static byte[] read(Path file) {
    try {
      byte[] all = Files.readAllBytes(file);
      int length = all.length - Long.BYTES;
      if (length < 0) {
        return null;
      }
      byte[] content = Arrays.copyOf(all, length);
      return Arrays.equals(all, withSum(content)) ? content : null;
    } catch (IOException unusable) {
      return null;
    }
  }

  /**
   * Writes it, and its directory where that is missing; another process sees the old file or the
   * new one.
   *
   * @return whether that was possible
   */
  public static boolean write(Path file, byte[] content) {
    Path made = null;
    try {
      Path directory = file.getParent();
      Files.createDirectories(directory, readable("rwx------"));
      // not createTempFile: its random numbers would keep a descriptor open
      made = directory.resolve(ProcessHandle.current().pid() + "." + System.nanoTime());
      Files.createFile(made, readable("rw-------"));
      Files.write(made, withSum(content));
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException | RuntimeException noPlace) {
      remove(made);
      return false;
    }
  }

  private static FileAttribute<?> readable(String permissions) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
  }

  private static byte[] withSum(byte[] content) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(content);
    ByteArrayOutputStream all = new ByteArrayOutputStream(content.length + Long.BYTES);
    DataOutputStream out = new DataOutputStream(all);
    out.write(content);
    out.writeLong(sum.getValue());
    return all.toByteArray();
  }

  /** Removes a file if it can; null is none. */
  public static void remove(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException another) {
      // removed by another shell, or not ours
    }
  }
}

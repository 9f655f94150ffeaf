package ipcsh.handle;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Removes the contents of a directory that may belong to another user, who may replace entries by
 * symbolic links and other directories meanwhile. So each directory is held open while names in it
 * are removed, and is reached through its descriptor ({@code /proc/self/fd/7/name}): only entries
 * of that directory are removed, whatever its path refers to by now. Nested directories are moved
 * up first, so that their depth does not matter.
 */
final class DirectoryRemoval {
  /**
   * The flags with which a directory is opened: only a directory, and not through a symbolic link.
   */
  static final int LOOK =
      FileConstants.O_RDONLY
          | FileConstants.O_DIRECTORY
          | FileConstants.O_NOFOLLOW
          | FileConstants.O_CLOEXEC;

  /** The maximum number of rounds, in case another process keeps creating entries. */
  private static final int MOST_ROUNDS = 20_000;

  private final Sys sys;
  private final Path directory;
  private int moved;

  private DirectoryRemoval(Sys sys, int number) {
    this.sys = sys;
    this.directory = held(number);
  }

  /** The path of the file to which a descriptor of this process refers. */
  static Path held(int number) {
    return Path.of("/proc/self/fd", String.valueOf(number));
  }

  /** Empties the directory that is open as this descriptor. */
  static void of(Sys sys, int number) throws IOException {
    DirectoryRemoval emptied = new DirectoryRemoval(sys, number);
    for (int round = 0; emptied.hasFound(); round++) {
      if (round == MOST_ROUNDS) {
        throw new IOException("new files keep appearing in it");
      }
    }
  }

  /** Empties a directory, and removes it. */
  static void of(Sys sys, Path directory) throws IOException {
    try {
      int number = InternalDescriptors.move(sys, sys.files().open(directory.toString(), LOOK, 0));
      try {
        of(sys, number);
      } finally {
        InternalDescriptors.close(sys, number);
      }
    } catch (SysException goneOrNoDirectory) {
      throw new IOException(goneOrNoDirectory.getMessage(), goneOrNoDirectory);
    }
    Files.deleteIfExists(directory);
  }

  /** Removes entries; returns whether there were non-empty directories. */
  private boolean hasFound() throws IOException {
    boolean any = false;
    try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
      for (Path each : names) {
        if (!isRemoved(each)) {
          any = true;
          Path plain = movedUp(each);
          if (plain != null) {
            level(plain);
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return any;
  }

  private static boolean isRemoved(Path name) throws IOException {
    try {
      Files.deleteIfExists(name);
      return true;
    } catch (DirectoryNotEmptyException full) {
      return false;
    }
  }

  /** Its new path, with a generated name; null if it no longer exists. */
  private Path movedUp(Path inner) throws IOException {
    Path plain = directory.resolve(".ipcsh-removed-" + moved++);
    try {
      return Files.move(inner, plain, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException gone) {
      return null;
    }
  }

  /**
   * Removes the entries of a subdirectory; its non-empty subdirectories are moved up to this one.
   */
  private void level(Path inner) throws IOException {
    int number;
    try {
      number = InternalDescriptors.move(sys, sys.files().open(inner.toString(), LOOK, 0));
    } catch (SysException replaced) {
      // the next round handles what is there
      return;
    }
    try (DirectoryStream<Path> names = Files.newDirectoryStream(held(number))) {
      for (Path each : names) {
        if (!isRemoved(each)) {
          movedUp(each);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } finally {
      InternalDescriptors.close(sys, number);
    }
  }
}

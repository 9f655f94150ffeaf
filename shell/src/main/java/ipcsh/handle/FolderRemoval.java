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
 * Removes the contents of a directory, which may belong to another user who replaces entries by
 * symbolic links and other directories meanwhile. So each directory is held open while names in it
 * are removed, and is reached through its descriptor ({@code /proc/self/fd/7/name}): what is
 * removed is in it, whatever its path refers to by now. Nested directories are moved up first, so
 * that their depth does not matter.
 */
final class FolderRemoval {
  /** How a folder is opened: nothing else, nor a link to one. */
  static final int LOOK =
      FileConstants.O_RDONLY
          | FileConstants.O_DIRECTORY
          | FileConstants.O_NOFOLLOW
          | FileConstants.O_CLOEXEC;

  /** Somebody who goes on making more of them is not waited for. */
  private static final int MOST_ROUNDS = 20_000;

  private final Sys sys;
  private final Path folder;
  private int moved;

  private FolderRemoval(Sys sys, int number) {
    this.sys = sys;
    this.folder = held(number);
  }

  /** The path of what a descriptor of this process stands for. */
  static Path held(int number) {
    return Path.of("/proc/self/fd", String.valueOf(number));
  }

  /** Empties the folder that is open as this number. */
  static void of(Sys sys, int number) throws IOException {
    FolderRemoval emptied = new FolderRemoval(sys, number);
    for (int round = 0; emptied.hasFound(); round++) {
      if (round == MOST_ROUNDS) {
        throw new IOException("new files keep appearing in it");
      }
    }
  }

  /** Empties a folder, and removes it. */
  static void of(Sys sys, Path folder) throws IOException {
    try {
      int number = InternalDescriptors.move(sys, sys.files().open(folder.toString(), LOOK, 0));
      try {
        of(sys, number);
      } finally {
        InternalDescriptors.close(sys, number);
      }
    } catch (SysException goneOrNoFolder) {
      throw new IOException(goneOrNoFolder.getMessage(), goneOrNoFolder);
    }
    Files.deleteIfExists(folder);
  }

  /** Removes what is in it; whether there were folders that were not empty. */
  private boolean hasFound() throws IOException {
    boolean any = false;
    try (DirectoryStream<Path> names = Files.newDirectoryStream(folder)) {
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

  /** Its new name, of plain letters; null where it has gone. */
  private Path movedUp(Path inner) throws IOException {
    Path plain = folder.resolve(".ipcsh-removed-" + moved++);
    try {
      return Files.move(inner, plain, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException gone) {
      return null;
    }
  }

  /** Removes what is in a folder of this one; its folders that are not empty come up here. */
  private void level(Path inner) throws IOException {
    int number;
    try {
      number = InternalDescriptors.move(sys, sys.files().open(inner.toString(), LOOK, 0));
    } catch (SysException replaced) {
      // the next round finds what is there
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

package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A temporary directory that the roles of a scenario on another machine share. Each holds a shared
 * lock on it (flock(2)); who gets it exclusively at its end is the last, and removes it.
 */
public final class JointDirectory {
  private static final Path PLACE = Path.of("/tmp");
  private static final Pattern NAME = Pattern.compile("ipcsh-h[0-9a-z]{1,16}");

  /** A younger one may belong to a role that has not locked it yet. */
  private static final Duration YOUNG = Duration.ofMinutes(5);

  private final Kernel kernel;
  private final Path path;
  private int lock;

  private JointDirectory(Kernel kernel, Path path, int lock) {
    this.kernel = kernel;
    this.path = path;
    this.lock = lock;
  }

  /** The path of the directory with this unique name, letters and digits. */
  public static String path(String unique) {
    return PLACE.resolve("ipcsh-h" + unique).toString();
  }

  /**
   * Enters it; it exists already.
   *
   * @throws IOException if it is not a private directory of this user
   */
  public static JointDirectory enter(Kernel kernel, Path path) throws IOException {
    Sys sys = kernel.home();
    int number;
    try {
      number =
          InternalDescriptors.move(
              sys, sys.files().open(path.toString(), DirectoryRemoval.LOOK, 0));
      sys.files().flock(number, FileConstants.LOCK_SH | FileConstants.LOCK_NB);
    } catch (SysException e) {
      throw new IOException(e.getMessage(), e);
    }
    Path itself = DirectoryRemoval.held(number);
    int owner = (Integer) Files.getAttribute(itself, "unix:uid");
    Set<PosixFilePermission> mode = Files.getPosixFilePermissions(itself);
    if (owner != sys.processes().geteuid()
        || mode.stream().anyMatch(each -> !each.name().startsWith("OWNER"))) {
      InternalDescriptors.close(sys, number);
      throw new IOException(path + " is not a private directory of this user");
    }
    return new JointDirectory(kernel, path, number);
  }

  /** Leaves it; removes it if no other process is in it. */
  public synchronized void leave() {
    if (lock < 0) {
      return;
    }
    Sys sys = kernel.home();
    try {
      sys.files().flock(lock, FileConstants.LOCK_EX | FileConstants.LOCK_NB);
      DirectoryRemoval.of(sys, lock);
      Files.deleteIfExists(path);
    } catch (SysException | IOException | UncheckedIOException usedByOthers) {
      // the last one removes it
    } finally {
      InternalDescriptors.close(sys, lock);
      lock = -1;
    }
  }

  /** Removes those of this user whose roles were all killed. */
  public static void sweep(Kernel kernel) {
    String[] names = PLACE.toFile().list((place, name) -> NAME.matcher(name).matches());
    for (String name : names == null ? new String[0] : names) {
      Path path = PLACE.resolve(name);
      try {
        Instant changed = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).toInstant();
        if (changed.plus(YOUNG).isBefore(Instant.now())) {
          enter(kernel, path).leave();
        }
      } catch (IOException | SysException stays) {
        // it is in use, or belongs to another user
      }
    }
  }
}

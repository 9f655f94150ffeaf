package ipcsh.peer;

import static ipcsh.sys.abi.FileConstants.O_CLOEXEC;
import static ipcsh.sys.abi.FileConstants.O_PATH;

import ipcsh.handle.InternalDescriptors;
import ipcsh.handle.User;
import ipcsh.sys.Sys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Paths by which another user can reach the files of this program. If a directory above them is
 * closed to that user, as {@code /root} is, the entry directly below it is passed on as a
 * descriptor, and is reached through that: {@code /proc/self/fd/65/lib/ipcsh.jar}. Closing closes
 * our duplicates.
 *
 * <p>Access is determined from file modes.
 */
final class UserPathAccess implements AutoCloseable {
  private static final Path ROOT = Path.of("/");

  private final Sys sys;
  private final User user;
  private final int firstNumber;
  private final Map<Path, Integer> passedOn = new LinkedHashMap<>();

  /**
   * Paths for a user; descriptors that are passed on have this number and the following ones there.
   */
  UserPathAccess(Sys sys, User user, int firstNumber) {
    this.sys = sys;
    this.user = user;
    this.firstNumber = firstNumber;
  }

  /** The descriptors to pass on: from the numbers there to ours. */
  Map<Integer, Integer> descriptors() {
    Map<Integer, Integer> all = new LinkedHashMap<>();
    passedOn.values().forEach(ours -> all.put(firstNumber + all.size(), ours));
    return all;
  }

  /**
   * The path by which the user reaches a file, or a directory and the files in it; null if there is
   * none.
   */
  String path(String wanted) {
    Path file = real(wanted);
    if (file == null || closed(file) != null) {
      return null;
    }
    Path from = file;
    while (!from.equals(ROOT) && mayEnter(from.getParent())) {
      from = from.getParent();
    }
    if (from.equals(ROOT)) {
      return wanted;
    }
    Path through = Path.of("/proc/self/fd", String.valueOf(number(from)));
    return (from.equals(file) ? through : through.resolve(from.relativize(file))).toString();
  }

  private int number(Path from) {
    passedOn.computeIfAbsent(
        from,
        path -> InternalDescriptors.move(sys, sys.files().open("" + path, O_PATH | O_CLOEXEC, 0)));
    return firstNumber + new ArrayList<>(passedOn.keySet()).indexOf(from);
  }

  /** Whether the user may work in a directory, by its plain path. */
  boolean mayWorkIn(Path directory) {
    for (Path each = directory; each != null; each = each.getParent()) {
      if (!mayEnter(each)) {
        return false;
      }
    }
    return true;
  }

  /** What prevents the user from reading a file by its plain path, as text, or null. */
  String obstacle(String wanted) {
    Path file = real(wanted);
    if (file == null) {
      return wanted + " does not exist";
    }
    Path closed = null;
    for (Path each = file.getParent(); each != null; each = each.getParent()) {
      closed = mayEnter(each) ? closed : each;
    }
    return closed == null ? closed(wanted) : described(closed);
  }

  /** The same if the directories above it are passed on. */
  String closed(String wanted) {
    Path file = real(wanted);
    Path closed = file == null ? Path.of(wanted) : closed(file);
    return closed == null ? null : described(closed);
  }

  private static String described(Path file) {
    try {
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      return file + " has mode " + mode + " and belongs to user " + Files.getOwner(file).getName();
    } catch (IOException goneMeanwhile) {
      return file + " does not exist";
    }
  }

  private static Path real(String path) {
    try {
      return Path.of(path).toRealPath();
    } catch (IOException notThere) {
      return null;
    }
  }

  /**
   * The file if the user cannot read it, an unreadable file in it if it is a directory; null if all
   * are readable.
   */
  private Path closed(Path file) {
    if (!may(file, PosixFilePermission.OWNER_READ)) {
      return file;
    }
    if (!Files.isDirectory(file)) {
      return null;
    }
    try (Stream<Path> inside = Files.list(file)) {
      return mayEnter(file)
          ? inside.filter(each -> !may(each, PosixFilePermission.OWNER_READ)).findAny().orElse(null)
          : file;
    } catch (IOException goneMeanwhile) {
      return file;
    }
  }

  private boolean mayEnter(Path directory) {
    return may(directory, PosixFilePermission.OWNER_EXECUTE);
  }

  /** Whether the modes give the user the permission that {@code asOwner} gives the owner. */
  private boolean may(Path file, PosixFilePermission asOwner) {
    try {
      Map<String, Object> facts = Files.readAttributes(file, "unix:uid,gid,permissions");
      String kind =
          facts.get("uid").equals(user.uid())
              ? "OWNER"
              : user.groups().contains(facts.get("gid")) ? "GROUP" : "OTHERS";
      String wanted = asOwner.name().replace("OWNER", kind);
      return ((Set<?>) facts.get("permissions")).contains(PosixFilePermission.valueOf(wanted));
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }

  @Override
  public void close() {
    passedOn.values().forEach(number -> InternalDescriptors.close(sys, number));
    passedOn.clear();
  }
}

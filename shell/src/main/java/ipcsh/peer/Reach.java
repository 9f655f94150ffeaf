package ipcsh.peer;

import static ipcsh.sys.FileConstants.O_CLOEXEC;
import static ipcsh.sys.FileConstants.O_PATH;

import ipcsh.handle.OwnNumbers;
import ipcsh.handle.User;
import ipcsh.sys.Sys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How another user reaches the files of this program. Where a folder above them is closed to that
 * user, as {@code /root} is, what lies right below it is passed on as a descriptor, and a path
 * through that is good: {@code /proc/self/fd/65/lib/ipcsh.jar}. Closing closes our copies.
 *
 * <p>What the modes of files say is taken for granted.
 */
final class Reach implements AutoCloseable {
  private static final Path ROOT = Path.of("/");

  private final Sys sys;
  private final User user;
  private final int firstNumber;
  private final Map<Path, Integer> passedOn = new LinkedHashMap<>();

  /** For a user; what is passed on has this number there and those behind it. */
  Reach(Sys sys, User user, int firstNumber) {
    this.sys = sys;
    this.user = user;
    this.firstNumber = firstNumber;
  }

  /** The descriptors to pass on: their numbers there to ours. */
  Map<Integer, Integer> descriptors() {
    Map<Integer, Integer> all = new LinkedHashMap<>();
    passedOn.values().forEach(ours -> all.put(firstNumber + all.size(), ours));
    return all;
  }

  /** The path by which the user reaches a file, or a folder and the files in it; null for none. */
  String path(String wanted) {
    Path file = real(wanted);
    if (file == null || !isReadable(file)) {
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
        from, path -> OwnNumbers.move(sys, sys.files().open("" + path, O_PATH | O_CLOEXEC, 0)));
    return firstNumber + new ArrayList<>(passedOn.keySet()).indexOf(from);
  }

  /** Whether the user may be in a folder, by its plain path. */
  boolean mayWorkIn(Path folder) {
    for (Path each = folder; each != null; each = each.getParent()) {
      if (!mayEnter(each)) {
        return false;
      }
    }
    return true;
  }

  /** What keeps the user from reading a file, as text, or null where nothing does. */
  String obstacle(String wanted) {
    Path file = real(wanted);
    if (file == null) {
      return "it is not there";
    }
    List<Path> above = new ArrayList<>();
    for (Path each = file.getParent(); each != null; each = each.getParent()) {
      above.add(0, each);
    }
    for (Path folder : above) {
      if (!mayEnter(folder)) {
        return described(folder);
      }
    }
    return isReadable(file) ? null : described(file);
  }

  private static String described(Path file) {
    try {
      String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
      return file + " has mode " + mode + " and is of user " + Files.getOwner(file).getName();
    } catch (IOException goneMeanwhile) {
      return file + " is not there";
    }
  }

  private static Path real(String path) {
    try {
      return Path.of(path).toRealPath();
    } catch (IOException notThere) {
      return null;
    }
  }

  private boolean isReadable(Path file) {
    if (!Files.isDirectory(file)) {
      return may(file, PosixFilePermission.OWNER_READ);
    }
    try (Stream<Path> inside = Files.list(file)) {
      return mayEnter(file)
          && may(file, PosixFilePermission.OWNER_READ)
          && inside.allMatch(each -> may(each, PosixFilePermission.OWNER_READ));
    } catch (IOException goneMeanwhile) {
      return false;
    }
  }

  private boolean mayEnter(Path folder) {
    return may(folder, PosixFilePermission.OWNER_EXECUTE);
  }

  /** Whether the modes give the user what {@code asOwner} gives the owner. */
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
    passedOn.values().forEach(number -> OwnNumbers.close(sys, number));
    passedOn.clear();
  }
}

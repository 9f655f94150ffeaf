package ipcsh.peer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The directory of control sockets: one file {@code NAME.PID} for each shell of this user that can
 * be reached. A shell that is just starting has an empty file there, which reserves its name and is
 * replaced by the socket. A directory to which other users have access is refused.
 *
 * <p>Makes no system calls through the session's invoker: it is used before there is a session.
 */
public final class ShellDirectory {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
  private static final Pattern FILE = Pattern.compile("(" + NAME.pattern() + ")\\.([1-9]\\d{0,9})");
  private static final Set<PosixFilePermission> OURS_ALONE =
      PosixFilePermissions.fromString("rwx------");
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** The file of a shell. */
  public record Entry(String name, long pid, Path path) {
    /** The unique name, with the process ID. */
    public String full() {
      return name + "." + pid;
    }
  }

  /** Thrown if a running shell has the name. */
  public static final class Taken extends Exception {
    private static final long serialVersionUID = 1;

    Taken(Entry by) {
      super("the shell of process " + by.pid() + " is called " + by.name() + " already");
    }
  }

  private final Path path;

  /** A directory at a given path. */
  public ShellDirectory(Path path) {
    this.path = path;
  }

  /**
   * The directory according to the environment: {@code $XDG_RUNTIME_DIR/ipcsh} if that is a
   * directory of this user, otherwise {@code /tmp/ipcsh-UID}.
   */
  public static ShellDirectory of(Map<String, String> environment) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    int user = user();
    if (runtime.startsWith("/") && user == owner(Path.of(runtime))) {
      return new ShellDirectory(Path.of(runtime, "ipcsh"));
    }
    return new ShellDirectory(Path.of("/tmp", "ipcsh-" + user));
  }

  /** The user ID of this process. */
  static int user() {
    return owner(Path.of("/proc/self"));
  }

  private static int owner(Path file) {
    try {
      return (Integer) Files.getAttribute(file, "unix:uid");
    } catch (IOException notThere) {
      return -1;
    }
  }

  /** Whether it is a valid name of a shell: letters, digits, {@code _}, {@code -} and {@code .}. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Converts any text to a valid name, {@code lost update!} to {@code lost_update_}. */
  public static String nameOf(String text) {
    String name = text.replaceAll("[^A-Za-z0-9_.-]", "_").replaceFirst("^[.-]+", "");
    name = name.substring(0, Math.min(name.length(), 40));
    return name.isEmpty() ? "shell" : name;
  }

  /**
   * Creates it if it does not exist.
   *
   * @throws IOException with the reason why it cannot be used
   */
  void prepare() throws IOException {
    try {
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OURS_ALONE));
    } catch (FileAlreadyExistsException looked) {
      // checked below
    }
    check();
  }

  private void check() throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(path + " is not a directory for control sockets");
    }
    int user = user();
    int owner = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (owner != user) {
      throw new IOException(path + " belongs to user " + owner + ", not to " + user);
    }
    var mode = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
    if (!mode.equals(OURS_ALONE)) {
      throw new IOException(
          path + " has mode " + PosixFilePermissions.toString(mode) + ", expected rwx------");
    }
  }

  /** The files of the shells, by name; empty if there is no directory yet. */
  List<Entry> entries() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    check();
    List<Entry> entries = new ArrayList<>();
    String[] files = path.toFile().list();
    for (String file : files == null ? new String[0] : files) {
      Matcher parts = FILE.matcher(file);
      if (parts.matches()) {
        entries.add(new Entry(parts.group(1), Long.parseLong(parts.group(2)), path.resolve(file)));
      }
    }
    entries.sort(ShellDirectory::inOrder);
    return entries;
  }

  /** By name and process; a comparator of the library's would not be in the start-up cache. */
  private static int inOrder(Entry a, Entry b) {
    int byName = a.name().compareTo(b.name());
    return byName != 0 ? byName : Long.compare(a.pid(), b.pid());
  }

  /** The path of a shell's socket, and the temporary path at which it is created. */
  Path socket(String name, long pid) {
    return path.resolve(name + "." + pid);
  }

  Path unfinished(String name, long pid) {
    return path.resolve("." + name + "." + pid);
  }

  /**
   * Reserves a name for this process, until it removes the file or ends.
   *
   * @param wanted the name, or null for the first short one that is free
   * @throws Taken if a running shell has it
   * @throws IOException if the directory cannot be used
   */
  public String claim(String wanted) throws IOException, Taken {
    prepare();
    try (FileChannel lock =
        FileChannel.open(
            path.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      List<Entry> living = new ArrayList<>(entries());
      living.removeIf(Predicate.not(ShellDirectory::isAlive));
      String name = wanted == null ? free(living) : wanted;
      for (Entry entry : living) {
        if (entry.name().equals(name)) {
          throw new Taken(entry);
        }
      }
      Files.createFile(socket(name, ProcessHandle.current().pid()));
      return name;
    }
  }

  private static String free(List<Entry> taken) {
    List<String> names = taken.stream().map(Entry::name).toList();
    for (int round = 1; ; round++) {
      for (char letter : LETTERS.toCharArray()) {
        String name = round == 1 ? "" + letter : "" + letter + round;
        if (!names.contains(name)) {
          return name;
        }
      }
    }
  }

  /** Whether its process exists; a zombie does not count. */
  static boolean isAlive(Entry entry) {
    try {
      // the program's name in it may be any bytes
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + entry.pid() + "/stat"));
      String stat = new String(bytes, StandardCharsets.ISO_8859_1);
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException ended) {
      return false;
    }
  }

  /** Releases the name. */
  public void release(String name) {
    release(name, ProcessHandle.current().pid());
  }

  void release(String name, long pid) {
    try {
      Files.deleteIfExists(socket(name, pid));
    } catch (IOException notOursAnyMore) {
      // stale entries are removed when the directory is listed
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The folder of control sockets: one file {@code NAME.PID} for each shell of this user that can be
 * reached. A shell that is just starting has an empty file there, which keeps its name; the socket
 * takes its place. What is not a folder of ours alone is refused.
 *
 * <p>Nothing here makes a system call of the session's kind: it is used before there is a session.
 */
public final class ShellDirectory {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
  private static final Pattern FILE = Pattern.compile("(" + NAME.pattern() + ")\\.([1-9]\\d{0,9})");
  private static final Set<PosixFilePermission> OURS_ALONE =
      PosixFilePermissions.fromString("rwx------");
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** One shell's file. */
  public record Entry(String name, long pid, Path path) {
    /** The name that no other shell has. */
    public String full() {
      return name + "." + pid;
    }
  }

  /** A name that a living shell has. */
  public static final class Taken extends Exception {
    private static final long serialVersionUID = 1;

    Taken(Entry by) {
      super("the shell of process " + by.pid() + " is called " + by.name() + " already");
    }
  }

  private final Path path;

  /** A folder of one's choice. */
  public ShellDirectory(Path path) {
    this.path = path;
  }

  /**
   * As the environment wants it: {@code $XDG_RUNTIME_DIR/ipcsh} where that is a folder of this
   * user, else {@code /tmp/ipcsh-UID}.
   */
  public static ShellDirectory of(Map<String, String> environment) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    int user = user();
    if (runtime.startsWith("/") && user == owner(Path.of(runtime))) {
      return new ShellDirectory(Path.of(runtime, "ipcsh"));
    }
    return new ShellDirectory(Path.of("/tmp", "ipcsh-" + user));
  }

  /** The user of this process. */
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

  /** Whether a shell can be called so: letters, digits, {@code _}, {@code -} and {@code .}. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Makes a name of any text, {@code lost update!} to {@code lost_update_}. */
  public static String nameOf(String text) {
    String name = text.replaceAll("[^A-Za-z0-9_.-]", "_").replaceFirst("^[.-]+", "");
    name = name.substring(0, Math.min(name.length(), 40));
    return name.isEmpty() ? "shell" : name;
  }

  /**
   * Makes it if it is not there.
   *
   * @throws IOException that says what is wrong with it
   */
  void prepare() throws IOException {
    try {
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OURS_ALONE));
    } catch (FileAlreadyExistsException looked) {
      // at below
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

  /** The files of the shells, by name; none where there is no folder yet. */
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
    entries.sort(Comparator.comparing(Entry::name).thenComparing(Entry::pid));
    return entries;
  }

  /** Where the socket of a shell is, and where it is made. */
  Path socket(String name, long pid) {
    return path.resolve(name + "." + pid);
  }

  Path unfinished(String name, long pid) {
    return path.resolve("." + name + "." + pid);
  }

  /**
   * Keeps a name for this process, until it removes the file or ends.
   *
   * @param wanted the name, or null for the first short one that is free
   * @throws Taken where a living shell has it
   * @throws IOException where the folder cannot be used
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

  /** Whether its process is there; one that has ended and is not collected yet is not. */
  static boolean isAlive(Entry entry) {
    try {
      // its name in there is bytes
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + entry.pid() + "/stat"));
      String stat = new String(bytes, StandardCharsets.ISO_8859_1);
      return !stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
    } catch (IOException ended) {
      return false;
    }
  }

  /** Gives the name back. */
  public void release(String name) {
    release(name, ProcessHandle.current().pid());
  }

  void release(String name, long pid) {
    try {
      Files.deleteIfExists(socket(name, pid));
    } catch (IOException notOursAnyMore) {
      // stale entries are removed when they are listed
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

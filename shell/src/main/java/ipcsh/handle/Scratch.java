package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A temporary directory for experiments: sockets, FIFOs, files. Its owner holds a lock on it until
 * it ends (flock(2)), so that the next shell that starts finds directories whose owner was killed,
 * and removes them.
 */
public final class Scratch {
  /**
   * The parent directory; a test uses another one to be isolated. A short path, so that socket
   * names fit.
   */
  private static final Path PLACE = Path.of(System.getProperty("ipcsh.scratch", "/tmp"));

  private static final String PREFIX = "ipcsh-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-[0-9a-z]+");

  private static final FileAttribute<?> OWNER_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  /**
   * The length of process ID and unique suffix: constant, so that all paths have the same length.
   */
  private static final int LENGTH = 13;

  private static final String OWNER = "unix:uid";
  private static final int NOT_LOCKED = -1;

  private final Kernel kernel;
  private final Path directory;
  private int lock;
  private boolean admits;

  private Scratch(Kernel kernel, Path directory, int lock) {
    this.kernel = kernel;
    this.directory = directory;
    this.lock = lock;
  }

  /**
   * Creates one with mode 0700 and a short path: a socket name has at most 108 bytes. Where the
   * usual place is missing, full or read-only, it is in another one.
   *
   * @throws UsageException if there is no place for it
   */
  public static Scratch make(Kernel kernel) {
    List<String> reasons = new ArrayList<>();
    for (Path place : places()) {
      try {
        Scratch made = make(kernel, place);
        if (!place.equals(PLACE)) {
          sweep(kernel, place);
        }
        return made;
      } catch (IOException e) {
        reasons.add(place + " (" + reason(e) + ")");
      }
    }
    throw new UsageException(
        "no place for a temporary directory: "
            + String.join(", ", reasons)
            + "; TMPDIR can name another");
  }

  private static Scratch make(Kernel kernel, Path place) throws IOException {
    while (true) {
      String pid = String.valueOf(pid());
      Path name = place.resolve(PREFIX + pid + "-" + unique(LENGTH - pid.length()));
      try {
        Path made = Files.createDirectory(name, OWNER_ALONE);
        return new Scratch(kernel, made, locked(kernel.home(), made));
      } catch (FileAlreadyExistsException taken) {
        // try another name
      }
    }
  }

  /** The usual place, and those that are tried if nothing can be created there. */
  private static Set<Path> places() {
    Set<Path> places = new LinkedHashSet<>(List.of(PLACE));
    for (String name : List.of("TMPDIR", "XDG_RUNTIME_DIR")) {
      String value = System.getenv().getOrDefault(name, "");
      if (value.startsWith("/")) {
        places.add(Path.of(value));
      }
    }
    places.add(Path.of("/var/tmp"));
    places.add(Path.of("/dev/shm"));
    return places;
  }

  private static String reason(IOException e) {
    return e instanceof NoSuchFileException
        ? "does not exist"
        : e instanceof AccessDeniedException
            ? "permission denied"
            : e instanceof FileSystemException failed && failed.getReason() != null
                ? failed.getReason().toLowerCase(Locale.ROOT)
                : String.valueOf(e.getMessage());
  }

  /** Its path. */
  public Path directory() {
    return directory;
  }

  /**
   * A path that leads to it whatever its name refers to by now: a user who was {@link #admit}ted
   * may have replaced it by a symbolic link.
   */
  public synchronized Path itself() {
    return admits ? Path.of("/proc", String.valueOf(pid()), "fd", lock + "/.") : directory;
  }

  private static long pid() {
    return ProcessHandle.current().pid();
  }

  /** Gives a user access to it, as {@link #admit(Kernel, Path, User)}. */
  public synchronized void admit(User user) {
    admits = lock >= 0;
    admit(kernel, itself(), user);
  }

  /** Removes it with its contents. */
  public synchronized Void remove() throws IOException {
    if (lock < 0) {
      return remove(kernel, directory);
    }
    try {
      DirectoryRemoval.of(kernel.home(), lock);
      Files.deleteIfExists(directory);
      return null;
    } finally {
      InternalDescriptors.close(kernel.home(), lock);
      lock = NOT_LOCKED;
    }
  }

  /** The descriptor that holds the lock on a directory, or -1 if it is locked already. */
  private static int locked(Sys sys, Path directory) {
    int number = NOT_LOCKED;
    try {
      number = sys.files().open(directory.toString(), DirectoryRemoval.LOOK, 0);
      sys.files().flock(number, FileConstants.LOCK_EX | FileConstants.LOCK_NB);
      return InternalDescriptors.move(sys, number);
    } catch (SysException heldOrNotAllowed) {
      if (number >= 0) {
        InternalDescriptors.close(sys, number);
      }
      return NOT_LOCKED;
    }
  }

  /** The names of such directories of all shells, in the usual place. */
  public static List<String> names() {
    return names(PLACE);
  }

  private static List<String> names(Path parent) {
    String[] names = parent.toFile().list((place, name) -> NAME.matcher(name).matches());
    return names == null ? List.of() : List.of(names);
  }

  /**
   * Removes directories of this user whose owner was killed: there is no such process, and the lock
   * is free, which it is not if the owner is running in another PID namespace.
   */
  public static void sweep(Kernel kernel, List<String> names) {
    sweep(kernel, PLACE, names);
  }

  private static void sweep(Kernel kernel, Path place) {
    sweep(kernel, place, names(place));
  }

  private static void sweep(Kernel kernel, Path place, List<String> names) {
    for (String name : names) {
      try {
        sweep(kernel, place.resolve(name), name);
      } catch (IOException | UncheckedIOException stays) {
        // another process is removing it, or it cannot be removed
      }
    }
  }

  private static void sweep(Kernel kernel, Path directory, String name) throws IOException {
    Matcher its = NAME.matcher(name);
    boolean lives = !its.matches() || Files.exists(Path.of("/proc", its.group(1)));
    if (lives || !Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int owner = (Integer) Files.getAttribute(directory, OWNER, LinkOption.NOFOLLOW_LINKS);
    if (owner != kernel.home().processes().geteuid()) {
      return;
    }
    int held = locked(kernel.home(), directory);
    if (held >= 0) {
      try {
        DirectoryRemoval.of(kernel.home(), held);
        Files.deleteIfExists(directory);
      } finally {
        InternalDescriptors.close(kernel.home(), held);
      }
    }
  }

  private static String unique(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int digit = ThreadLocalRandom.current().nextInt(Character.MAX_RADIX);
      text.append(Character.forDigit(digit, Character.MAX_RADIX));
    }
    return text.toString();
  }

  /**
   * Gives a user access to a directory created by root: the user becomes its owner, who can also
   * remove it; root retains access. If it belongs to a third user already, it is made accessible to
   * all. The directory itself is changed, not what a user with access may have put in its place.
   */
  public static void admit(Kernel kernel, Path directory, User user) {
    Sys sys = kernel.home();
    int number =
        InternalDescriptors.move(
            sys, sys.files().open(directory.toString(), DirectoryRemoval.LOOK, 0));
    try {
      Path itself = DirectoryRemoval.held(number);
      int owner = (Integer) Files.getAttribute(itself, OWNER);
      if (owner == 0) {
        Files.setAttribute(itself, OWNER, user.uid());
      } else if (owner != user.uid()) {
        Files.setPosixFilePermissions(itself, PosixFilePermissions.fromString("rwxrwxrwx"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      InternalDescriptors.close(sys, number);
    }
  }

  /** Removes a directory with its contents. */
  public static Void remove(Kernel kernel, Path directory) throws IOException {
    DirectoryRemoval.of(kernel.home(), directory);
    return null;
  }
}

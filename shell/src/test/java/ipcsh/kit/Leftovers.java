package ipcsh.kit;

import ipcsh.handle.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process can leave behind: descriptors, mappings, threads, children, names. */
public final class Leftovers {
  /**
   * Files that the Java virtual machine opens at any time: its jars, its libraries, its random
   * device.
   */
  private static final Pattern OF_THE_MACHINE =
      Pattern.compile(
          ".*\\.jar|.*\\.so(\\.\\d+)*|.*/modules|/dev/u?random|/proc/.*|/sys/fs/cgroup/.*|.*\\.class");

  static {
    try {
      // after the first use of a channel the Java virtual machine keeps a socket of its own
      // permanently
      Files.readAllBytes(Path.of("/proc/self/comm"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final Map<Integer, String> descriptors = descriptors();
  private final List<String> names = names();
  private final List<String> mappings = mappings();

  /** The descriptors of this process, each with a description. */
  public static Map<Integer, String> descriptors() {
    return descriptors("self");
  }

  /** Those of a process, without the files that the Java virtual machine opens at any time. */
  public static Map<Integer, String> descriptors(String process) {
    Map<Integer, String> found = new TreeMap<>();
    Path directory = Path.of("/proc", process, "fd");
    String[] numbers = directory.toFile().list();
    for (String number : numbers == null ? new String[0] : numbers) {
      try {
        String target = Files.readSymbolicLink(directory.resolve(number)).toString();
        if (!OF_THE_MACHINE.matcher(target).matches()) {
          found.put(Integer.valueOf(number), target);
        }
      } catch (IOException closedMeanwhile) {
        // it was that of the listing itself
      }
    }
    return found;
  }

  private static List<String> names() {
    return Stream.of("/tmp", "/dev/shm").flatMap(Leftovers::namesIn).toList();
  }

  private static Stream<String> namesIn(String directory) {
    String[] names = Path.of(directory).toFile().list();
    return Stream.of(names == null ? new String[0] : names)
        .filter(name -> name.contains(Shell.NAME_PREFIX));
  }

  /** The mappings of files and memory objects of tests, without the addresses. */
  private static List<String> mappings() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines
          .filter(line -> line.contains(Shell.NAME_PREFIX) || line.contains("/memfd:"))
          .map(line -> line.replaceFirst("^\\S+ ", ""))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What exists now and did not when this object was created, as text; empty if nothing. */
  public List<String> now() {
    List<String> left = new ArrayList<>();
    descriptors()
        .forEach(
            (number, target) -> {
              if (!target.equals(descriptors.get(number))) {
                left.add("descriptor " + number + ": " + target);
              }
            });
    Thread.getAllStackTraces()
        .forEach(
            (thread, stack) -> {
              if (isOfAShell(thread, stack) && livesOn(thread)) {
                left.add("thread " + thread.getName());
              }
            });
    ProcessHandle.current().children().forEach(child -> left.add("child " + described(child)));
    names().stream().filter(name -> !names.contains(name)).forEach(n -> left.add("name " + n));
    List<String> mapped = new ArrayList<>(mappings());
    mappings.forEach(mapped::remove);
    mapped.forEach(mapping -> left.add("mapping " + mapping));
    return left;
  }

  /** With its name and its state: that of a zombie is Z, and it has no command line. */
  private static String described(ProcessHandle child) {
    String stat;
    try {
      stat = Files.readString(Path.of("/proc", "" + child.pid(), "stat"));
    } catch (IOException gone) {
      stat = "";
    }
    return stat.replaceFirst("(?s)(\\) \\S+) .*", "$1") + " " + child.info();
  }

  /** Whether it runs the blocks of a job, of a thread or of a child. */
  private static boolean isOfAShell(Thread thread, StackTraceElement[] stack) {
    return thread.getName().startsWith("bg ")
        || Stream.of(stack).anyMatch(frame -> frame.getClassName().equals(Role.class.getName()));
  }

  /** Whether a thread continues: one whose work is done needs a moment to end. */
  private static boolean livesOn(Thread thread) {
    try {
      thread.join(Duration.ofMinutes(1).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return thread.isAlive();
  }
}

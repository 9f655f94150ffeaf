package ipcsh.sys;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Tools;
import ipcsh.sys.fork.ChildSetup;
import ipcsh.sys.fork.Forking;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.trace.StraceInvoker;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --trace} prints is what strace prints of the same calls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StraceIT {
  private static final Pattern UNFINISHED =
      Pattern.compile("(\\d+)\\s+(.*) <unfinished \\.\\.\\.>");
  private static final Pattern RESUMED = Pattern.compile("(\\d+)\\s+<\\.\\.\\. \\w+ resumed>(.*)");

  /** Functions of the library, with the system call that strace shows in their place. */
  private static final Map<String, String> LIBRARY =
      Map.of(
          "shm_open", "openat(AT_FDCWD, \"/dev/shm/ipcsh-strace\", O_RDWR|O_CREAT|O_NOFOLLOW",
          "shm_unlink", "unlink(\"/dev/shm/ipcsh-strace\") = 0",
          "sem_open", "openat(AT_FDCWD, \"/dev/shm/sem.ipcsh-strace\", O_RDWR|O_NOFOLLOW",
          "sem_close", "munmap(POINTER, 32) = 0",
          "sem_unlink", "unlink(\"/dev/shm/sem.ipcsh-strace\") = 0",
          "sem_timedwait", "futex(POINTER, FUTEX_WAIT_BITSET|FUTEX_CLOCK_REALTIME, 0, {tv_sec=",
          "nanosleep", "clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=0, tv_nsec=10000000}",
          "posix_spawnp", "execve(\"/usr/bin/sleep\", [\"sleep\", \"1000\"], POINTER /* ",
          "execvp", "execve(\"/usr/bin/true\", [\"true\"], POINTER /* ",
          "pthread_cond_clockwait", "futex(POINTER, FUTEX_WAIT_BITSET");

  /** Those that enter the kernel only where somebody waits. */
  private static final Pattern IN_MEMORY =
      Pattern.compile("(sem_(wait|trywait|post|getvalue|init|destroy)|pthread_\\w+)");

  /** Functions that are called without a trace: for the shell itself, or by a child that ends. */
  private static final Set<String> NEVER_TRACED =
      Set.of(
          "readlink",
          "statx",
          "getxattr",
          "getpagesize",
          "setgroups",
          "setfsuid",
          "setfsgid",
          // stands in for pthread_cond_wait, which has no time of its own
          "pthread_cond_timedwait",
          // does not return
          "_exit",
          "execvp");

  /** Classes of the calls by which the shell makes and drives its children. */
  private static final Set<Class<?>> OWN = Set.of(ChildSetup.class, Forking.class);

  private Set<String> theirs;
  private List<String> ours;
  private String errors;

  @BeforeAll
  void traceBoth(@TempDir Path folder) throws IOException {
    Tools.need("strace");
    String launcher = Program.launcher();
    String script = Path.of("src/test/resources/trace/calls.groovy").toAbsolutePath().toString();
    Tools.needs(Files.exists(Path.of("target/ipcsh.jar")), "the program is not packaged");
    Tools.run(folder, launcher, "-e", "1");
    Outcome traced = Tools.run(folder, "strace", "-f", "-o", "strace", launcher, "--trace", script);
    errors = traced.err();
    Tools.needs(!errors.contains("ptrace"), "strace may not trace here: " + errors);
    assertThat(traced.status()).as(errors).isZero();
    theirs = lines(folder.resolve("strace"));
    ours = traced.err().lines().toList();
  }

  @Test
  void eachLineIsOneThatStracePrints() {
    List<String> differ = new ArrayList<>();
    for (String line : ours) {
      String plain = plain(line.replaceFirst("^\\[pid \\d+(<[^>]*>)?] ", ""));
      if (!isKnownToDiffer(plain) && !theirs.contains(plain)) {
        differ.add(plain);
      }
    }
    assertThat(differ).isEmpty();
    assertThat(ours).hasSizeGreaterThan(230);
  }

  /**
   * What stands in {@link StraceInvoker} as a difference, each with what strace has in its place.
   */
  private boolean isKnownToDiffer(String line) {
    String name = name(line);
    if (LIBRARY.containsKey(name)) {
      return theirs.stream().anyMatch(their -> their.startsWith(LIBRARY.get(name)));
    }
    if (IN_MEMORY.matcher(name).matches()) {
      return theirs.stream().noneMatch(their -> their.startsWith(name + "("));
    }
    if (name.equals("posix_fallocate")) {
      return theirs.contains(line.replaceFirst("posix_fallocate\\((\\d+), ", "fallocate($1, 0, "));
    }
    if (line.endsWith("(INJECTED)")) {
      return !theirs.contains(line.replace(" (INJECTED)", ""));
    }
    Matcher interrupted = Pattern.compile("(.*) = -1 (ETIMEDOUT|EINTR) \\(.*\\)").matcher(line);
    if (interrupted.matches()) {
      return theirs.contains(
          interrupted.group(1) + " = ? ERESTARTSYS (To be restarted if SA_RESTART is set)");
    }
    if (line.startsWith("fcntl(") && line.contains("F_GETOWN")) {
      return theirs.contains(
          line.replace("F_GETOWN) = 0", "F_GETOWN_EX, {type=F_OWNER_TID, pid=0}) = 0"));
    }
    // a closed descriptor is passed as a number that is never open
    if (line.contains("77") && line.contains("EBADF")) {
      return theirs.contains(line.replaceFirst("\\b77\\b", "-2147483571"));
    }
    if (name.equals("lockf")) {
      String length = line.replaceFirst(".*, (\\d+)\\) = .*", "$1");
      String lock = "{l_type=F_WRLCK, l_whence=SEEK_CUR, l_start=0, l_len=" + length + "}) = -1 ";
      return theirs.stream()
          .anyMatch(their -> their.startsWith("fcntl(") && their.contains("F_SETLK, " + lock));
    }
    if (line.contains("F_DUPFD_QUERY")) {
      return theirs.stream().anyMatch(their -> their.contains("0x403 /* F_??? */, "));
    }
    // this strace is older than they are
    return line.contains("SO_PASSPIDFD") || line.contains("SCM_PIDFD");
  }

  @Test
  void eachFunctionOfTheShellIsCompared() throws ReflectiveOperationException, IOException {
    Set<String> missing = new TreeSet<>();
    for (Class<?> type : classes()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getType() == NativeFunction.class && Modifier.isStatic(field.getModifiers())) {
          field.setAccessible(true);
          NativeFunction function = (NativeFunction) field.get(null);
          // every word of its signature is a kind of argument
          assertThat(function.arguments()).doesNotContainNull();
          if (!function.isSilent()) {
            missing.add(function.shown());
          }
        }
      }
    }
    assertThat(missing).hasSizeGreaterThan(70).containsAll(NEVER_TRACED);
    missing.removeAll(NEVER_TRACED);
    ours.forEach(line -> missing.remove(name(line.replaceFirst("^\\[pid [^]]*] ", ""))));
    assertThat(missing).isEmpty();
  }

  @Test
  void whoCallsStandsInFrontAsWithStracesNamesOfThreads() {
    assertThat(ours).anyMatch(line -> line.matches("\\[pid \\d+<t1>] getpid\\(\\) = \\d+"));
    assertThat(ours).anyMatch(line -> line.matches("\\[pid \\d+<bg 1>] getuid\\(\\) = \\d+"));
    assertThat(ours).anyMatch(line -> line.matches("\\[pid (\\d+)] getpid\\(\\) = \\1"));
  }

  private static List<Class<?>> classes() throws IOException, ClassNotFoundException {
    List<Class<?>> all = new ArrayList<>();
    Path root = Path.of("target/classes");
    try (Stream<Path> files = Files.walk(root.resolve("ipcsh/sys"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replace('/', '.');
        Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
        if (!OWN.contains(type)) {
          all.add(type);
        }
      }
    }
    return all;
  }

  private static String name(String line) {
    return line.replaceFirst("\\(.*", "");
  }

  /** strace's lines without the thread, those that it had to cut in two put together. */
  private static Set<String> lines(Path file) throws IOException {
    Set<String> lines = new HashSet<>();
    Map<String, String> unfinished = new HashMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      Matcher cut = UNFINISHED.matcher(line);
      Matcher rest = RESUMED.matcher(line);
      if (cut.matches()) {
        unfinished.put(cut.group(1), cut.group(2));
      } else if (rest.matches()) {
        lines.add(plain(unfinished.remove(rest.group(1)) + rest.group(2)));
      } else {
        lines.add(plain(line.replaceFirst("^\\d+\\s+", "")));
      }
    }
    return lines;
  }

  /**
   * A line without what differs: addresses, the blanks of a line cut in two, old names; of the time
   * that select left the library keeps microseconds.
   */
  private static String plain(String line) {
    return line.replaceAll("0x[0-9a-f]{6,}", "POINTER")
        .replaceAll("\\s+= ", " = ")
        .replaceAll("([(,])\\s+", "$1 ")
        .replaceAll("\\( ", "(")
        .replaceAll("\\s+([),])", "$1")
        .replaceAll("left \\{tv_sec=\\d+, tv_nsec=\\d+}", "left TIME")
        .replace("TIMEO_OLD", "TIMEO");
  }
}

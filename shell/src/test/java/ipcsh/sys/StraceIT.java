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

/** {@code --trace} prints the same as strace for the same calls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StraceIT {
  private static final Pattern UNFINISHED =
      Pattern.compile("(\\d+)\\s+(.*) <unfinished \\.\\.\\.>");
  private static final Pattern RESUMED = Pattern.compile("(\\d+)\\s+<\\.\\.\\. \\w+ resumed>(.*)");

  /** Library functions, with the system calls that strace shows instead. */
  private static final Map<String, String> LIBRARY =
      Map.ofEntries(
          Map.entry(
              "shm_open", "openat(AT_FDCWD, \"/dev/shm/ipcsh-strace\", O_RDWR|O_CREAT|O_NOFOLLOW"),
          Map.entry("shm_unlink", "unlink(\"/dev/shm/ipcsh-strace\") = 0"),
          Map.entry(
              "sem_open", "openat(AT_FDCWD, \"/dev/shm/sem.ipcsh-strace\", O_RDWR|O_NOFOLLOW"),
          Map.entry("sem_close", "munmap(POINTER, 32) = 0"),
          Map.entry("sem_unlink", "unlink(\"/dev/shm/sem.ipcsh-strace\") = 0"),
          Map.entry(
              "sem_timedwait",
              "futex(POINTER, FUTEX_WAIT_BITSET|FUTEX_CLOCK_REALTIME, 0, {tv_sec="),
          Map.entry("nanosleep", "clock_nanosleep(CLOCK_REALTIME, 0, {tv_sec=0, tv_nsec=10000000}"),
          Map.entry(
              "posix_spawnp", "execve(\"/usr/bin/sleep\", [\"sleep\", \"1000\"], POINTER /* "),
          Map.entry("execvp", "execve(\"/usr/bin/true\", [\"true\"], POINTER /* "),
          Map.entry("killpg", "kill(-999999, SIGTERM) = -1 ESRCH"),
          Map.entry("pthread_cond_clockwait", "futex(POINTER, FUTEX_WAIT_BITSET"),
          Map.entry("posix_openpt", "openat(AT_FDCWD, \"/dev/ptmx\", O_RDWR|O_NOCTTY) = "),
          Map.entry("grantpt", "ioctl("),
          Map.entry("unlockpt", "ioctl("),
          Map.entry("ptsname_r", "ioctl("));

  /** Those that enter the kernel only if a thread waits. */
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
          // replaces pthread_cond_wait, which has no timeout
          "pthread_cond_timedwait",
          // does not return
          "_exit",
          "execvp");

  /** Classes of the calls by which the shell creates and controls its children. */
  private static final Set<Class<?>> OWN = Set.of(ChildSetup.class, Forking.class);

  private Set<String> theirs;
  private List<String> ours;
  private String errors;

  @BeforeAll
  void traceBoth(@TempDir Path directory) throws IOException {
    Tools.need("strace");
    String launcher = Program.launcher();
    String script = Path.of("src/test/resources/trace/calls.groovy").toAbsolutePath().toString();
    Tools.needs(Files.exists(Path.of("target/ipcsh.jar")), "the program is not packaged");
    Tools.run(directory, launcher, "-e", "1");
    Outcome traced =
        Tools.run(directory, "strace", "-f", "-o", "strace", launcher, "--trace", script);
    errors = traced.err();
    Tools.needs(!errors.contains("ptrace"), "strace may not trace here: " + errors);
    assertThat(traced.status()).as(errors).isZero();
    theirs = lines(directory.resolve("strace"));
    ours = traced.err().lines().toList();
  }

  @Test
  void eachLineIsOneThatStracePrints() {
    List<String> differ = new ArrayList<>();
    for (String line : ours) {
      String plain = plain(withoutVariables(line.replaceFirst("^\\[pid \\d+(<[^>]*>)?] ", "")));
      if (!isKnownToDiffer(plain) && !theirs.contains(plain)) {
        differ.add(plain);
      }
    }
    assertThat(differ).isEmpty();
    assertThat(ours).hasSizeGreaterThan(230);
  }

  /** Strace knows no variables. */
  private static String withoutVariables(String line) {
    return line.replaceAll("((?:^\\w+\\(|, |\\{fd=)\\d+) [A-Za-z]\\w*(?:\\[\\d+])*(?=[,)])", "$1");
  }

  /** The differences listed in {@link StraceInvoker}, each with the output of strace. */
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
    if (name.equals("lockf")) {
      String length = line.replaceFirst(".*, (\\d+)\\) = .*", "$1");
      String lock = "{l_type=F_WRLCK, l_whence=SEEK_CUR, l_start=0, l_len=" + length + "}) = -1 ";
      return theirs.stream()
          .anyMatch(their -> their.startsWith("fcntl(") && their.contains("F_SETLK, " + lock));
    }
    if (line.contains("F_DUPFD_QUERY")) {
      return theirs.stream().anyMatch(their -> their.contains("0x403 /* F_??? */, "));
    }
    if (name.equals("ftok")) {
      return theirs.stream().anyMatch(their -> their.startsWith("newfstatat(AT_FDCWD, \"/etc/p"));
    }
    if (name.equals("semop")) {
      // glibc's is semtimedop without a time, which a signal ends
      String timed = line.replace("semop(", "semtimedop(").replaceFirst("\\) = ", ", NULL) = ");
      return theirs.contains(timed)
          || theirs.contains(
              timed.replaceFirst("-1 ETIMEDOUT .*", "-1 EINTR (Interrupted system call)"));
    }
    if (name.equals("msgrcv") && line.matches(".*\\) = \\d+")) {
      // strace shows all the room, what was received and what was there before
      String received = line.replaceFirst("\"}, \\d+, .*", "");
      return theirs.stream().anyMatch(their -> their.startsWith(received));
    }
    if (name.matches("msg(snd|rcv)|pause") && line.contains("ETIMEDOUT")) {
      return theirs.contains(
          line.replaceFirst("-1 ETIME.*", "? ERESTARTNOHAND (To be restarted if no handler)"));
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
    // not known to this version of strace
    return Stream.of("SO_PASSPIDFD", "SCM_PIDFD", "SO_INQ", "SCM_INQ").anyMatch(line::contains);
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
        // not initialized: what needs a newer Java cannot be
        Class<?> type =
            Class.forName(
                name.substring(0, name.length() - ".class".length()),
                false,
                StraceIT.class.getClassLoader());
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

  /** The lines of strace without the thread; lines that it had to split are joined. */
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
        .replace("TIMEO_OLD", "TIMEO")
        .replaceAll("(TIMESTAMP|TIMESTAMPNS)_OLD", "$1");
  }
}

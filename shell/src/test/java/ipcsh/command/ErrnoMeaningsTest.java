package ipcsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Registry;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the meanings of errors, compared with the commands and with the kernel. */
@OnShell
class ErrnoMeaningsTest {
  /** Functions under commands of another name. */
  private static final Set<String> FUNCTIONS =
      Set.of("posix_spawnp", "setuid", "kcmp", "nanosleep");

  /** Calls that always succeed, and commands that are not calls. */
  private static final Set<String> NEVER_FAIL =
      Set.of(
          // these inspect names and blocks
          "alarm",
          "leftovers",
          "cleanup",
          "eventually",
          "explain",
          "getpid",
          "gettid",
          "getppid",
          "getuid",
          "geteuid",
          "getgid",
          "getegid");

  private static final String BEFORE =
      """
      f = open "$dir/f", O_RDWR | O_CREAT, 0644
      (r, w) = pipe()
      (nr, nw) = pipe(O_NONBLOCK)
      (a, b) = socketpair()
      d = socket AF_UNIX, SOCK_DGRAM
      i = socket AF_INET
      bind socket(), "$dir/s"
      l = socket()
      bind l, "$dir/l"
      listen l, 2
      g = socket AF_UNIX, SOCK_DGRAM
      bind g, "$dir/g"
      mkfifo "$dir/fifo"
      java.nio.file.Files.createSymbolicLink(java.nio.file.Path.of(dir, 'loop'), java.nio.file.Path.of('loop'))
      """;

  private static Properties table() throws IOException {
    Properties all = new Properties();
    try (InputStream in = ErrnoMeanings.class.getResourceAsStream("meanings.properties")) {
      all.load(in);
    }
    return all;
  }

  @Test
  void eachLineNamesACallAndAnErrno(Shell shell) throws IOException {
    Registry registry = shell.context().registry();
    List<String> wrong = new ArrayList<>();
    for (String key : table().stringPropertyNames()) {
      String call = key.replaceFirst("\\..*", "");
      boolean known = call.equals("*") || FUNCTIONS.contains(call) || registry.find(call) != null;
      String errno = key.replaceFirst("^[^.]*\\.?", "").replaceFirst("\\..*", "");
      boolean leads = key.contains(".") || !ErrnoMeanings.allOf(table().getProperty(key)).isEmpty();
      if (!known || !leads || key.contains(".") && !isErrno(errno)) {
        wrong.add(key);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean isErrno(String name) {
    try {
      return Errno.named(name) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void eachCallThatCanFailHasMeanings(Shell shell) {
    List<String> without =
        shell.context().registry().all().stream()
            .filter(command -> command.isCall() || command.man().endsWith("(2)"))
            .map(CommandModel::name)
            .filter(name -> !NEVER_FAIL.contains(name) && ErrnoMeanings.allOf(name).isEmpty())
            .toList();
    assertThat(without).isEmpty();
  }

  @Test
  void noLineIsThereTwice() throws IOException {
    try (InputStream in = ErrnoMeanings.class.getResourceAsStream("meanings.properties")) {
      List<String> keys =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.contains("="))
              .map(line -> line.substring(0, line.indexOf('=')))
              .toList();
      assertThat(keys).doesNotHaveDuplicates();
    }
  }

  private static final String CAUSES = "/meanings/causes.txt";

  /** Helper code for the examples that show causes. */
  private static final String HELPERS =
      """
      symlinkTo = { to, name -> java.nio.file.Files.createSymbolicLink(java.nio.file.Path.of(dir, name), java.nio.file.Path.of(to)) }
      mayRun = { path -> new File(path.toString()).setExecutable(true) }
      """;

  /** A cause and code that provokes it. */
  private record Case(String key, String code) {
    String function() {
      return key.substring(0, key.indexOf('.'));
    }

    static List<Case> all(String file) throws IOException {
      try (InputStream in = ErrnoMeaningsTest.class.getResourceAsStream(file)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.split(" \\| ", 2))
            .map(parts -> new Case(parts[0], parts[1]))
            .toList();
      }
    }
  }

  @Test
  void theKernelFailsSo(Shell shell) throws IOException {
    List<Case> cases = Case.all("/meanings/provoked.txt");
    prepare(shell, cases);
    Set<String> provoked = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      SysException came = failure(shell, i);
      String key = came.getFunction() + "." + came.getErrno();
      provoked.add(key);
      if (!key.equals(cases.get(i).key)) {
        wrong.add(cases.get(i) + " gave " + key);
      } else if (ErrnoMeanings.own(came.getFunction(), came.getErrno()) == null) {
        wrong.add(cases.get(i) + " is unexplained");
      }
      shell.closeAll();
    }
    assertThat(wrong).isEmpty();
    assertThat(provoked).hasSizeGreaterThan(150);
  }

  static Set<String> functions() throws IOException {
    Set<String> functions = new TreeSet<>();
    Case.all(CAUSES).forEach(one -> functions.add(one.function()));
    return functions;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void theCauseIsTheOneThatHolds(String function, Shell shell) throws IOException {
    List<Case> cases =
        Case.all(CAUSES).stream().filter(one -> one.function().equals(function)).toList();
    prepare(shell, cases);
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Case one = cases.get(i);
      SysException came = failure(shell, i);
      String key = came.getFunction() + "." + came.getErrno();
      String said = ErrnoMeanings.of(came, shell.context());
      String wanted = table().getProperty(line(one.key), "nothing is said of " + one.key);
      if (!one.key.startsWith(key + ".") || said == null || !said.matches(quoted(wanted))) {
        wrong.add(one + " gave " + key + ": " + said);
      }
      shell.closeAll();
    }
    assertThat(wrong).isEmpty();
  }

  /** Each cause in the table is provoked here, or the reason why not is given. */
  @Test
  void eachCauseIsProvokedOrExcused() throws IOException {
    Set<String> provoked = new TreeSet<>();
    for (Case one : Case.all(CAUSES)) {
      provoked.add(line(one.key));
    }
    Set<String> excused = new TreeSet<>();
    Case.all("/meanings/excused.txt").forEach(one -> excused.add(one.key));
    Set<String> causes = new TreeSet<>();
    for (String key : table().stringPropertyNames()) {
      if (key.matches("[^.]+[.][^.]+[.][^.]+")) {
        causes.add(key);
      }
    }
    assertThat(excused).doesNotContainAnyElementsOf(provoked);
    excused.addAll(provoked);
    assertThat(excused).isEqualTo(causes);
  }

  /**
   * The line of the table with the text of a cause: that of the call, or of one to which it refers.
   */
  private static String line(String key) throws IOException {
    String call = key.substring(0, key.indexOf('.'));
    String rest = key.substring(key.indexOf('.'));
    Properties table = table();
    for (String name = call; name != null; name = table.getProperty(name)) {
      if (table.containsKey(name + rest)) {
        return name + rest;
      }
    }
    return "*" + rest;
  }

  /** The text of a cause, with any facts. */
  private static String quoted(String words) {
    // a number in front of a plural: 1 has the singular
    return ("\\Q" + words + "\\E")
        .replaceAll(
            "\\{\\w+} (byte|message|operation|queue|segment|semaphore|set)s\\b",
            "\\\\E(1 $1|(?!1 )[^{}]+ $1s)\\\\Q")
        .replaceAll("\\{\\w+}", "\\\\E[^{}]+\\\\Q");
  }

  private static void prepare(Shell shell, List<Case> cases) {
    StringBuilder script = new StringBuilder(HELPERS + "before = {\n" + BEFORE + "}\ncodes = [");
    cases.forEach(one -> script.append("{ -> ").append(one.code).append(" },\n"));
    shell.run(script + "]");
  }

  /** The failure of a code; what it opened is still open. */
  private static SysException failure(Shell shell, int number) throws IOException {
    Path own = Files.createDirectory(shell.directory().resolve("" + number));
    shell.session().names().setVariable("dir", own.toString());
    shell.session().names().setVariable("number", number);
    try {
      shell.run("before(); codes[number]()");
      throw new AssertionError("this did not fail: " + number);
    } catch (SysException e) {
      return e;
    } catch (RuntimeException | AssertionError e) {
      return new SysException(Errno.EIO, e.toString());
    }
  }
}

package ipcsh.command;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.sys.Errno;
import ipcsh.sys.SysException;
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
import org.junit.jupiter.api.Test;

/** The table of what an errno means for a call, against the commands and against the kernel. */
@OnShell
class MeaningsTest {
  /** Functions under commands of another name. */
  private static final Set<String> FUNCTIONS =
      Set.of("posix_spawnp", "setuid", "kcmp", "nanosleep");

  /** Calls that always succeed, and commands that are no call. */
  private static final Set<String> NEVER_FAIL =
      Set.of(
          // these look at names and blocks
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
      bind socket(AF_UNIX, SOCK_DGRAM), "$dir/g"
      mkfifo "$dir/fifo"
      java.nio.file.Files.createSymbolicLink(java.nio.file.Path.of(dir, 'loop'), java.nio.file.Path.of('loop'))
      """;

  private static Properties table() throws IOException {
    Properties all = new Properties();
    try (InputStream in = Meanings.class.getResourceAsStream("meanings.properties")) {
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
      boolean leads = key.contains(".") || !Meanings.allOf(table().getProperty(key)).isEmpty();
      if (!known || !leads || key.contains(".") && !isErrno(key.replaceFirst(".*\\.", ""))) {
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
            .filter(name -> !NEVER_FAIL.contains(name) && Meanings.allOf(name).isEmpty())
            .toList();
    assertThat(without).isEmpty();
  }

  @Test
  void noLineIsThereTwice() throws IOException {
    try (InputStream in = Meanings.class.getResourceAsStream("meanings.properties")) {
      List<String> keys =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> line.contains("="))
              .map(line -> line.substring(0, line.indexOf('=')))
              .toList();
      assertThat(keys).doesNotHaveDuplicates();
    }
  }

  @Test
  void theKernelFailsSo(Shell shell) throws IOException {
    List<String> provocations = provocations();
    StringBuilder script = new StringBuilder("before = {\n" + BEFORE + "}\ncodes = [");
    provocations.forEach(
        line -> script.append("{ -> ").append(line.replaceFirst(".*? \\| ", "")).append(" },\n"));
    shell.run(script + "]");
    Set<String> provoked = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    for (int i = 0; i < provocations.size(); i++) {
      String key = provocations.get(i).replaceFirst(" \\|.*", "");
      String came = failure(shell, i);
      provoked.add(key);
      if (!came.equals(key)) {
        wrong.add(provocations.get(i) + " gave " + came);
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(provoked).hasSizeGreaterThan(150);
  }

  private static List<String> provocations() throws IOException {
    try (InputStream in = MeaningsTest.class.getResourceAsStream("/meanings/provoked.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  /** The call and the errno of a code that fails; in words where they have no meaning. */
  private static String failure(Shell shell, int number) throws IOException {
    Path own = Files.createDirectory(shell.folder().resolve("" + number));
    shell.session().names().setVariable("dir", own.toString());
    shell.session().names().setVariable("number", number);
    try {
      shell.run("before(); codes[number]()");
    } catch (SysException e) {
      String key = e.getFunction() + "." + e.getErrno();
      return Meanings.own(e.getFunction(), e.getErrno()) == null ? key + " unexplained" : key;
    } catch (RuntimeException e) {
      return e.toString();
    } finally {
      shell.closeAll();
    }
    return "no failure";
  }
}

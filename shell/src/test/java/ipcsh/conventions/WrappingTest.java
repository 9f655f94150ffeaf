package ipcsh.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.command.ErrnoMeanings;
import ipcsh.command.HelpPage;
import ipcsh.command.model.CommandModel;
import ipcsh.draw.WrappedText;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import ipcsh.language.Problem;
import ipcsh.language.Rendering;
import ipcsh.language.Source;
import ipcsh.sys.abi.Errno;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All texts for users are wrapped between words, however narrow the terminal is. */
@OnShell
class WrappingTest {
  /** No line is too wide, unless it is a single word; and the words are those of the text. */
  private static void fits(String wrapped, String text, int columns) {
    for (String line : wrapped.lines().toList()) {
      assertThat(WrappedText.width(line) <= columns || !line.strip().contains(" "))
          .as("%d columns: %s", columns, line)
          .isTrue();
    }
    assertThat(words(wrapped)).isEqualTo(words(text));
  }

  private static List<String> words(String text) {
    // the rest of a comment is a comment too
    return Arrays.stream(text.strip().split("\\s+")).filter(word -> !word.equals("//")).toList();
  }

  private static void fits(HelpPage page, int columns) {
    fits(page.text(columns, false), page.toString(), columns);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 43, 57, 64, 79, 80, 100, 120})
  void helpOfEachCommand(int columns, Shell shell) {
    fits((HelpPage) shell.run("help 'all'"), columns);
    for (String line : ((HelpPage) shell.run("help")).text(columns, false).lines().toList()) {
      assertThat(WrappedText.width(line)).as(line).isLessThanOrEqualTo(columns);
    }
    for (CommandModel command : shell.context().registry().all()) {
      fits((HelpPage) shell.run("help '" + command.name() + "'"), columns);
      String usage = "expected " + command.usage();
      Problem problem = new Problem(usage, null, 0, 0, List.of(command.summary()));
      fits(problem.atPrompt(columns), problem.atPrompt(), columns);
      fits(problem.inScript(columns), problem.inScript(), columns);
    }
  }

  @Test
  void whatAnExamplePrintsStaysAComment(Shell shell) {
    HelpPage page = (HelpPage) shell.run("help sem_open");
    String code = "  s = sem_open '/ipcsh-example', O_CREAT | O_EXCL, 0600, 1";
    assertThat(page.toString().lines())
        .anyMatch(
            line -> line.matches("\\Q" + code + "\\E +//=> semaphore /ipcsh-example  value 1"));
    assertThat(page.text(80, false))
        .contains(code + "\n  //=> semaphore /ipcsh-example  value 1\n");
    assertThat(page.text(30, false))
        .contains("\n  //=> semaphore\n  //   /ipcsh-example  value 1\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 51, 80, 120})
  void whatErrnosMean(int columns, Shell shell) throws Exception {
    Properties meanings = new Properties();
    try (InputStream in = ErrnoMeanings.class.getResourceAsStream("meanings.properties")) {
      meanings.load(in);
    }
    assertThat(meanings.size()).isGreaterThan(300);
    meanings
        .values()
        .forEach(m -> fits(Problem.hint(m.toString(), columns), m.toString(), columns));
    Set<String> calls = new LinkedHashSet<>();
    meanings.stringPropertyNames().forEach(key -> calls.add(key.replaceAll("\\..*", "")));
    calls.remove("*");
    calls.forEach(call -> fits((HelpPage) shell.run("errno '" + call + "'"), columns));
    for (Errno errno : Errno.values()) {
      fits((HelpPage) shell.run("errno " + errno), columns);
    }
  }

  @Test
  void anExplanation(Shell shell) throws Exception {
    Object explained =
        shell.run("u = socket(); explain { fails(ENOENT) { connect u, '/no/where/at/all' } }");
    for (int columns = 40; columns <= 120; columns++) {
      for (String line : Rendering.of(explained, columns, true).lines().toList()) {
        assertThat(WrappedText.width(line) <= columns || !line.strip().contains(" "))
            .as("%d columns: %s", columns, line)
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect a", "shells", "a", "[a, b]", "fds", "jobs", "sems", "draw"})
  void whatIsLookedAt(String line, Shell shell) {
    Object value = shell.run("(a, b) = socketpair(); p = bg { recv a }; " + line);
    for (int columns = 40; columns <= 120; columns += 10) {
      for (String each : Rendering.of(value, columns, true).lines().toList()) {
        assertThat(WrappedText.width(each) <= columns || !each.strip().contains(" "))
            .as("%d columns: %s", columns, each)
            .isTrue();
      }
    }
    shell.run("p.cancel()");
  }

  @Test
  void aPictureThatIsCutSaysSo(Shell shell) {
    Object picture = shell.run("(a, b) = socketpair(); draw");
    assertThat(Rendering.of(picture, 40, false))
        .contains("…\ncut off on the right", "there are 40");
    assertThat(Rendering.of(picture, 100, false)).doesNotContain("…\n", "cut");
    assertThat(Rendering.of(picture, 0, false)).doesNotContain("cut");
  }

  @Test
  void aLongLineIsShownAroundTheCaret(Shell shell) {
    String line =
        "a".repeat(60) + " = " + "1 + ".repeat(30) + "nowhere + " + "1 + ".repeat(20) + "1";
    int at = line.indexOf("nowhere");
    Problem problem = new Problem("unknown", Source.of("", line), 1, at + 1, List.of());
    for (int width = 40; width <= 120; width++) {
      int columns = width;
      List<String> shown = new ArrayList<>(problem.atPrompt(columns).lines().toList());
      assertThat(shown).hasSize(3).allMatch(each -> each.length() <= columns);
      assertThat(shown.get(1).substring(shown.get(2).indexOf('^'))).startsWith("nowhere");
    }
  }
}

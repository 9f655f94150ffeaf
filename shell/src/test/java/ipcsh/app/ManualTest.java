package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.Shell;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.language.Completeness;
import ipcsh.language.Rendering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manual pages are good roff, and the examples of the language do what they say. */
class ManualTest {
  private static final Pattern EXPECTATION = Pattern.compile("(?s)(.*?)\\s*//=> (.*)");

  @TempDir Path directory;

  static List<Path> pages() {
    return List.of(ShareTest.MANUAL, ShareTest.LANGUAGE);
  }

  private Outcome run(String... command) {
    Map<String, String> environment =
        Map.of("LC_ALL", "C.UTF-8", "MANPAGER", "cat", "MANWIDTH", "80", "HOME", directory + "");
    return Running.start(List.of(command), directory, environment).outcome(Wait.LONG);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void groffFormatsItWithoutAWarning(Path page) {
    Tools.need("groff");
    Outcome outcome = run("groff", "-man", "-ww", "-Tutf8", "-z", page.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void manShowsIt(Path page) {
    Tools.need("man");
    Outcome outcome = run("man", "--warnings", "-l", page.toString());
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).contains("DESCRIPTION", "SEE ALSO");
    assertThat(outcome.lines()).allSatisfy(line -> assertThat(plain(line)).hasSizeLessThan(81));
  }

  /** Without bold and underlined letters. */
  private static String plain(String line) {
    return line.replaceAll(".\b|\u001b\\[[0-9;]*m", "");
  }

  @ParameterizedTest
  @MethodSource("pages")
  void mandocHasNothingToSay(Path page) {
    Tools.need("mandoc");
    Outcome outcome = run("mandoc", "-T", "lint", "-W", "style", page.toString());
    // whether the pages it refers to are installed here says nothing of it
    assertThat(outcome.lines()).allMatch(line -> line.contains("referenced manual not found"));
  }

  @Test
  void theExamplesOfTheLanguageGiveWhatTheySay() throws IOException {
    String text = Files.readString(ShareTest.LANGUAGE_TEMPLATE);
    // names of others on this machine
    text = text.replace("@server", "@server." + ProcessHandle.current().pid());
    int examples = 0;
    try (Shell shell = new Shell()) {
      Matcher block = Pattern.compile("(?ms)^\\.EX\n(.*?)^\\.EE$").matcher(text);
      while (block.find()) {
        StringBuilder entry = new StringBuilder();
        for (String line : block.group(1).lines().toList()) {
          entry.append(line);
          if (Completeness.isComplete(entry.toString())) {
            expect(shell, entry.toString());
            entry.setLength(0);
            examples++;
          } else {
            entry.append('\n');
          }
        }
      }
    }
    assertThat(examples).isGreaterThan(20);
  }

  private static void expect(Shell shell, String entry) {
    String shown = Rendering.of(shell.entry(entry));
    Matcher expectation = EXPECTATION.matcher(entry);
    if (expectation.matches()) {
      String[] parts = expectation.group(2).split(Pattern.quote("..."), -1);
      String pattern = String.join(".*", List.of(parts).stream().map(Pattern::quote).toList());
      // numbers of descriptors are those of this program
      String numbered = pattern.replaceFirst("^\\\\Qfd \\d+", "fd \\\\d+\\\\Q");
      assertThat(shown).as(entry).matches("(?s)" + numbered);
    }
  }
}

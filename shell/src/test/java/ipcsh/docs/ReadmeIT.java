package ipcsh.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Checkout;
import ipcsh.kit.Outcome;
import ipcsh.kit.Page;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.language.Completeness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the README, of the guide and of the page for teachers do what the pages say. */
class ReadmeIT {
  private static final Pattern EXPECTATION = Pattern.compile("(.*?)\\s*//=> (.*)");

  /** The separator between the values of two entries in the output. */
  private static final String BETWEEN = "--- next ---";

  private static final Path TEACHING = Checkout.file("shell/docs/teaching.md");

  @TempDir Path directory;

  @BeforeAll
  static void theStartUpCacheIsThere() {
    Program.run(Path.of(".").toAbsolutePath(), "-e", "1");
  }

  static List<Page> tours() throws IOException {
    return withTeaching("groovy");
  }

  static List<Page> consoles() throws IOException {
    return withTeaching("console");
  }

  private static List<Page> withTeaching(String language) throws IOException {
    List<Page> pages = new ArrayList<>(Page.with(language));
    pages.add(Page.of(TEACHING));
    return pages;
  }

  @ParameterizedTest
  @MethodSource("tours")
  void theTourPrintsWhatItSays(Page page) {
    List<String> entries = new ArrayList<>();
    for (String block : page.blocks("groovy")) {
      StringBuilder entry = new StringBuilder();
      for (String line : block.lines().toList()) {
        entry.append(line);
        if (Completeness.isComplete(entry.toString())) {
          entries.add(entry.toString());
          entry.setLength(0);
        } else {
          entry.append('\n');
        }
      }
    }
    StringBuilder input = new StringBuilder();
    entries.forEach(e -> input.append(e).append("\nprintln '" + BETWEEN + "'\n"));
    Outcome outcome = Program.feed(directory, input.toString(), "--print", "--keep-going");
    assertThat(outcome.status()).as(outcome.err()).isZero();
    String[] values = outcome.out().split(Pattern.quote(BETWEEN) + "\n", -1);
    for (int i = 0; i < entries.size(); i++) {
      Matcher expectation = EXPECTATION.matcher(entries.get(i));
      if (expectation.matches()) {
        String wanted = expectation.group(2);
        assertThat(values[i].stripTrailing()).as(entries.get(i)).matches(glob(wanted));
      }
    }
  }

  /** Three dots match anything. */
  private static String glob(String text) {
    StringBuilder pattern = new StringBuilder("(?s)");
    for (String part : text.split("\\.\\.\\.", -1)) {
      pattern.append(pattern.length() > 4 ? ".*" : "").append(Pattern.quote(part));
    }
    return pattern.toString();
  }

  @ParameterizedTest
  @MethodSource("consoles")
  void theConsoleShowsWhatItSays(Page page) throws IOException {
    Path launcher = Path.of(Program.launcher());
    Tools.needs(Files.exists(Path.of("target/ipcsh.jar")), "the program is not packaged");
    for (String block : page.blocks("console")) {
      StringBuilder commands = new StringBuilder("exec 2>&1\n");
      StringBuilder wanted = new StringBuilder();
      for (String line : block.lines().toList()) {
        if (line.startsWith("$ ") || line.startsWith("> ")) {
          commands.append(line.substring(2)).append('\n');
        } else {
          wanted.append(line).append('\n');
        }
      }
      Map<String, String> path = Map.of("PATH", launcher.getParent() + ":" + System.getenv("PATH"));
      Outcome outcome =
          Running.start(List.of("sh", "-c", commands.toString()), directory, path)
              .outcome(Wait.LONG);
      assertThat(outcome.out()).isEqualTo(wanted.toString());
    }
  }
}

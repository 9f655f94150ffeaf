package ipcsh.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Page;
import ipcsh.kit.PageAtPrompt;
import ipcsh.kit.Program;
import ipcsh.kit.Typed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of the README, the guide and the lessons print at a prompt what is written there. */
class AtPromptIT {
  private static final Path LESSONS = Path.of("../scripts/lessons");

  /** Lessons in which nothing runs besides the prompt: a replay shows the others in columns. */
  private static final List<String> LESSONS_OF_ONE =
      List.of("15-tcp", "16-udp", "21-abstract-names");

  @TempDir Path directory;

  @BeforeAll
  static void theStartUpCacheIsThere() {
    Program.run(Path.of(".").toAbsolutePath(), "-e", "1");
  }

  static List<Page> pages() throws IOException {
    List<Page> pages = new ArrayList<>(Page.with("groovy"));
    Page.with("text").stream().filter(page -> !pages.contains(page)).forEach(pages::add);
    // their C is that of the plugin cexport, which tests them
    pages.removeIf(Page::explains);
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageShowsWhatThePromptShows(Page page) {
    new PageAtPrompt(directory).verify(page);
  }

  @Test
  void aLessonIsTheSameAtThePrompt() throws IOException {
    StringBuilder typed = new StringBuilder();
    List<Pattern> wanted = new ArrayList<>();
    for (String lesson : LESSONS_OF_ONE) {
      typed.append(Files.readString(LESSONS.resolve(lesson + ".groovy"))).append('\n');
      typed.append("fds().findAll { it.number > 2 }.each { close it.number }; null\n");
      Files.readString(LESSONS.resolve(lesson + ".expected"))
          .lines()
          .filter(line -> !line.isBlank() && !line.matches("(ipcsh>|   \\.\\.\\.) .*"))
          .map(line -> line.replaceFirst("^ipcsh: ", ""))
          .forEach(line -> wanted.add(named(line)));
    }
    List<String> seen =
        Typed.paste(directory, 200, typed.toString()).stream()
            .flatMap(entry -> entry.shown().stream())
            .filter(line -> !line.isBlank())
            .toList();
    for (int i = 0; i < Math.min(seen.size(), wanted.size()); i++) {
      assertThat(seen.get(i)).matches(wanted.get(i));
    }
    assertThat(seen).hasSameSizeAs(wanted);
  }

  /** A name in angle brackets matches a word that differs from run to run, dots match a line. */
  private static Pattern named(String text) {
    return PageAtPrompt.with(Pattern.compile("<[a-z]+( [a-z0-9]+)*>|^\\.\\.\\.$"), "\\S+.*?", text);
  }
}

package ipcsh.docs;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Program;
import ipcsh.kit.Prompt;
import ipcsh.kit.Typed;
import ipcsh.language.Entries;
import ipcsh.language.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The lines of the README, the guide and the lessons show at a prompt what is written there. */
class AtPromptIT {
  private static final Path LESSONS = Path.of("../scripts/lessons");

  /** Those in which nothing runs beside the prompt: a replay shows that in columns of its own. */
  private static final List<String> LESSONS_OF_ONE =
      List.of("15-tcp", "16-udp", "21-abstract-names");

  private static final Pattern EXPECTATION = Pattern.compile("(?s).*?\\s*//=> (.*)");
  private static final Pattern PROMPT = Pattern.compile("[AB]>.*");

  /** What comes by itself before a prompt: it says nothing of the entry. */
  private static final Pattern NOTICE = Pattern.compile("bg \\d+  done");

  /** Numbers of processes and descriptors, times, users: another one in each run. */
  private static final Pattern DIFFERS =
      Pattern.compile(
          "(?<time>\\d\\d:\\d\\d:\\d\\d)|(?<number>\\b\\d{4,}|(?<=connect\\()\\d+)|(?<user>\\bme\\b)"
              + "|(?<gap> {2,})");

  @TempDir Path folder;

  @BeforeAll
  static void theStartUpCacheIsThere() {
    Program.run(Path.of(".").toAbsolutePath(), "-e", "1");
  }

  static List<Page> pages() throws IOException {
    List<Page> pages = new ArrayList<>(Page.with("groovy"));
    Page.with("text").stream().filter(page -> !pages.contains(page)).forEach(pages::add);
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void aPageShowsWhatThePromptShows(Page page) {
    List<String> tour = entries(String.join("", page.blocks("groovy")));
    List<String> typed = new ArrayList<>(tour);
    List<List<String>> written = new ArrayList<>();
    for (String transcript : page.blocks("text")) {
      for (String line : transcript.lines().toList()) {
        if (PROMPT.matcher(line).matches()) {
          typed.add(line.substring(2).strip());
          written.add(new ArrayList<>());
        } else {
          written.get(written.size() - 1).add(line);
        }
      }
    }
    if (typed.get(typed.size() - 1).isEmpty()) {
      // a last prompt at which nothing is typed
      typed.set(typed.size() - 1, "detach");
    }

    String lines = String.join("\n", typed);
    List<Typed> seen = written.isEmpty() ? Typed.paste(folder, 80, lines) : besideAnother(lines);
    assertThat(seen).hasSameSizeAs(typed);
    for (int i = 0; i < seen.size(); i++) {
      assertThat(solid(seen.get(i).line())).endsWith(">" + solid(List.of(typed.get(i))));
    }
    for (int i = 0; i < tour.size(); i++) {
      Matcher expectation = EXPECTATION.matcher(tour.get(i));
      if (expectation.matches()) {
        String wanted = expectation.group(1);
        assertThat(shown(seen.get(i))).as(tour.get(i)).matches(glob(wanted));
      }
    }
    for (int i = 0; i < written.size(); i++) {
      Typed one = seen.get(tour.size() + i);
      String wanted = String.join("\n", written.get(i));
      assertThat(shown(one)).as(String.join("", one.line())).matches(like(wanted));
    }
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
        Typed.paste(folder, 200, typed.toString()).stream()
            .flatMap(entry -> entry.shown().stream())
            .filter(line -> !line.isBlank())
            .toList();
    for (int i = 0; i < Math.min(seen.size(), wanted.size()); i++) {
      assertThat(seen.get(i)).matches(wanted.get(i));
    }
    assertThat(seen).hasSameSizeAs(wanted);
  }

  private List<Typed> besideAnother(String lines) {
    try (Prompt beside = new Prompt(folder, "-n", "B")) {
      beside.await("B> ");
      return Typed.paste(folder, 80, lines);
    }
  }

  private static List<String> entries(String text) {
    List<String> all = new ArrayList<>();
    Entries entries = new Entries("page", text);
    for (Source entry = entries.next(); entry != null; entry = entries.next()) {
      all.add(entry.text());
    }
    return all;
  }

  private static String shown(Typed entry) {
    return entry.shown().stream()
        .filter(line -> !NOTICE.matcher(line).matches())
        .collect(Collectors.joining("\n"));
  }

  /** A line that the terminal has broken may have lost the blank at which it was. */
  private static String solid(List<String> lines) {
    return String.join("", lines).replaceAll("\\s", "");
  }

  /** Three dots stand for anything. */
  private static Pattern glob(String text) {
    return with(Pattern.compile("\\.\\.\\."), ".*", text);
  }

  /** A name in angle brackets stands for a word that differs from run to run, dots for a line. */
  private static Pattern named(String text) {
    return with(Pattern.compile("<[a-z]+( [a-z0-9]+)*>|^\\.\\.\\.$"), "\\S+.*?", text);
  }

  private static Pattern like(String text) {
    StringBuilder pattern = new StringBuilder();
    Matcher found = DIFFERS.matcher(text);
    int end = 0;
    while (found.find()) {
      pattern.append(Pattern.quote(text.substring(end, found.start())));
      if (found.group("time") != null) {
        pattern.append("\\d\\d:\\d\\d:\\d\\d");
      } else if (found.group("number") != null) {
        pattern.append("\\d+");
      } else {
        pattern.append(found.group("user") != null ? "\\S+" : " +");
      }
      end = found.end();
    }
    return Pattern.compile(pattern + Pattern.quote(text.substring(end)));
  }

  private static Pattern with(Pattern differs, String anything, String text) {
    String[] parts = differs.split(text, -1);
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      pattern.append(i == 0 ? "" : anything).append(Pattern.quote(parts[i]));
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }
}

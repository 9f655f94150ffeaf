package ipcsh.kit;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.language.Entries;
import ipcsh.language.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page of documentation at a prompt: its lines print what is written there. */
public final class PageAtPrompt {
  private static final Pattern EXPECTATION = Pattern.compile("(?s).*?\\s*//=> (.*)");
  private static final Pattern PROMPT = Pattern.compile("[AB]>.*");

  /** A notice before a prompt that is not output of the entry. */
  private static final Pattern NOTICE = Pattern.compile("bg \\d+  done");

  /** Process IDs, descriptor numbers, times, users: different in each run. */
  private static final Pattern DIFFERS =
      Pattern.compile(
          "(?<time>\\d\\d:\\d\\d:\\d\\d)|(?<number>\\b\\d{4,}|(?<=connect\\()\\d+)|(?<user>\\bme\\b)"
              + "|(?<gap> {2,})");

  private final Path directory;

  /** In a directory of the test. */
  public PageAtPrompt(Path directory) {
    this.directory = directory;
  }

  /** Types the page's lines, and compares their output. */
  public void verify(Page page) {
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
    List<Typed> seen = written.isEmpty() ? Typed.paste(directory, 80, lines) : besideAnother(lines);
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

  private List<Typed> besideAnother(String lines) {
    try (Prompt beside = new Prompt(directory, "-n", "B")) {
      beside.await("B> ");
      return Typed.paste(directory, 80, lines);
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

  /** A line that the terminal has wrapped may have lost the blank at which it was wrapped. */
  private static String solid(List<String> lines) {
    return String.join("", lines).replaceAll("\\s", "");
  }

  /** Three dots match anything. */
  private static Pattern glob(String text) {
    return with(Pattern.compile("\\.\\.\\."), ".*", text);
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

  public static Pattern with(Pattern differs, String anything, String text) {
    String[] parts = differs.split(text, -1);
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      pattern.append(i == 0 ? "" : anything).append(Pattern.quote(parts[i]));
    }
    return Pattern.compile(pattern.toString(), Pattern.DOTALL);
  }
}

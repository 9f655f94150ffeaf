package ipcsh.language;

import ipcsh.draw.CodeLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What users of C, Python or sh type out of habit although it is not part of the language: the
 * answer says what to use instead. Read from {@code habits.txt}, when such a thing is typed.
 */
public final class Habits {
  private static final String TABLE = "habits.txt";

  private final Map<String, String> names = new HashMap<>();
  private final List<Habit> texts = new ArrayList<>();
  private final Map<String, String> typed = new HashMap<>();

  private record Habit(Pattern text, String answer) {}

  /** The table; loaded once. */
  private static final class Table {
    static final Habits ALL = new Habits();
  }

  private Habits() {
    List<String> words = new ArrayList<>();
    List<Pattern> patterns = new ArrayList<>();
    List<String> examples = new ArrayList<>();
    for (String line : lines()) {
      String value = line.substring(line.indexOf(':') + 1).strip();
      if (line.startsWith("names:")) {
        words.addAll(List.of(value.split(" ")));
      } else if (line.startsWith("text:")) {
        patterns.add(Pattern.compile(value));
      } else if (line.startsWith("typed:")) {
        examples.add(value);
      } else if (line.startsWith("say:")) {
        words.forEach(word -> names.put(word, value.replace("{}", word)));
        patterns.forEach(pattern -> texts.add(new Habit(pattern, value)));
        examples.forEach(example -> typed.put(example, value));
        words.clear();
        patterns.clear();
        examples.clear();
      }
    }
  }

  private static List<String> lines() {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Habits.class.getResourceAsStream(TABLE), TABLE),
                StandardCharsets.UTF_8))) {
      return in.lines().filter(line -> line.matches("[a-z]+:.*")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The answer for an unknown name; null if there is none. */
  static String ofName(String name) {
    return Table.ALL.names.get(name);
  }

  /** The answer for a line in the syntax of another language; null if there is none. */
  static String ofLine(String line) {
    String code = withoutComment(line);
    for (Habit habit : Table.ALL.texts) {
      if (habit.text.matcher(code).find()) {
        return habit.answer;
      }
    }
    return null;
  }

  /** The line without a comment at its end. */
  private static String withoutComment(String line) {
    int comment = CodeLine.find(line, i -> line.startsWith("//", i));
    return comment < 0 ? line : line.substring(0, comment);
  }

  /** The names in the table. */
  static Set<String> names() {
    return Table.ALL.names.keySet();
  }

  /** Patterns of lines and their answers, in which {@code {}} stands for a word of the line. */
  static Map<String, String> typed() {
    return Map.copyOf(Table.ALL.typed);
  }
}

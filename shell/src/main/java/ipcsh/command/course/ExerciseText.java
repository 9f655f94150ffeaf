package ipcsh.command.course;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an exercise's file. Each begins with a line {@code // == NAME ==}:
 *
 * <ul>
 *   <li>{@code task}: what to do, as a comment
 *   <li>{@code start}: the code that makes the starting state; its variables are the student's
 *   <li>{@code check}: points; each is a comment that says what is required, and code below it that
 *       fails if it is not so
 *   <li>{@code hints}: a comment a hint, separated by blank lines, from vague to exact
 *   <li>{@code solution}: code that solves it
 *   <li>{@code wrong: WHAT}: code that looks like a solution, and is none; for tests, may be
 *       repeated
 * </ul>
 *
 * @param task the task, unwrapped paragraphs
 * @param start the code that makes the starting state
 * @param points what is checked
 * @param hints the hints, in order
 * @param solution a solution
 * @param wrong attempts that must not pass, by what is wrong with each
 */
public record ExerciseText(
    String task,
    Code start,
    List<Point> points,
    List<String> hints,
    Code solution,
    Map<String, Code> wrong) {
  private static final Pattern PART = Pattern.compile("// == ([a-z]+)(?:: (.+))? ==");
  private static final List<String> NEEDED = List.of("task", "start", "check", "hints", "solution");

  /**
   * A piece of the file.
   *
   * @param file the name of the file
   * @param text the code
   * @param firstLine the number of its first line in the file, from 1
   */
  public record Code(String file, String text, int firstLine) {}

  /**
   * One thing that is checked.
   *
   * @param requires what is required, as a sentence
   * @param code fails if it is not so; its {@code def}s are its own
   */
  public record Point(String requires, Code code) {}

  /**
   * Parses a file.
   *
   * @throws IllegalArgumentException if a part is missing or unknown
   */
  public static ExerciseText parse(String file, String text) {
    Map<String, Code> parts = new LinkedHashMap<>();
    Map<String, Code> wrong = new LinkedHashMap<>();
    List<String> lines = text.lines().toList();
    int at = 0;
    while (at < lines.size() && !PART.matcher(lines.get(at)).matches()) {
      at++;
    }
    while (at < lines.size()) {
      Matcher head = PART.matcher(lines.get(at));
      if (!head.matches()) {
        throw new IllegalStateException();
      }
      int end = at + 1;
      while (end < lines.size() && !PART.matcher(lines.get(end)).matches()) {
        end++;
      }
      Code code = new Code(file, String.join("\n", lines.subList(at + 1, end)), at + 2);
      String name = head.group(1);
      if (name.equals("wrong")) {
        wrong.put(head.group(2), code);
      } else if (!NEEDED.contains(name) || parts.put(name, code) != null) {
        throw new IllegalArgumentException(file + ":" + (at + 1) + ": unexpected part: " + name);
      }
      at = end;
    }
    if (parts.size() < NEEDED.size()) {
      throw new IllegalArgumentException(
          file + ": expected the parts " + NEEDED + ", not all are there");
    }
    return new ExerciseText(
        String.join("\n", paragraphs(parts.get("task").text())),
        parts.get("start"),
        points(parts.get("check")),
        paragraphs(parts.get("hints").text()),
        parts.get("solution"),
        wrong);
  }

  /** The paragraphs of a comment: blank lines separate them, as does an empty comment line. */
  private static List<String> paragraphs(String comment) {
    List<String> all = new ArrayList<>();
    for (String paragraph : comment.split("\n(//)?[ \t]*\n")) {
      List<String> words =
          paragraph.lines().map(line -> line.replaceFirst("^// ?", "").strip()).toList();
      String joined = String.join(" ", words).strip();
      if (!joined.isEmpty()) {
        all.add(joined);
      }
    }
    return all;
  }

  /** The points of the check: a comment at the left margin begins one. */
  private static List<Point> points(Code check) {
    List<Point> points = new ArrayList<>();
    List<String> lines = check.text().lines().toList();
    int at = 0;
    while (at < lines.size()) {
      if (!lines.get(at).startsWith("//")) {
        at++;
        continue;
      }
      int code = at;
      while (code < lines.size() && lines.get(code).startsWith("//")) {
        code++;
      }
      int end = code;
      while (end < lines.size() && !lines.get(end).startsWith("//")) {
        end++;
      }
      String requires = String.join(" ", paragraphs(String.join("\n", lines.subList(at, code))));
      String text = String.join("\n", lines.subList(code, end));
      points.add(new Point(requires, new Code(check.file(), text, check.firstLine() + code)));
      at = end;
    }
    return points;
  }
}

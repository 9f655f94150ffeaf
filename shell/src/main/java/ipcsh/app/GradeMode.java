package ipcsh.app;

import groovy.json.JsonOutput;
import ipcsh.command.Context;
import ipcsh.command.course.CheckResult;
import ipcsh.command.course.CheckedPoint;
import ipcsh.command.course.Exercise;
import ipcsh.command.course.ExerciseText;
import ipcsh.handle.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code ipcsh grade FILE N}: runs a student's script from the starting state of an exercise, in a
 * process of its own ({@link GradedProcess}), and prints the points and the reasons.
 */
final class GradeMode {
  /** Its name on the command line. */
  static final String WORD = "grade";

  /** How long the script may take unless told otherwise, in seconds. */
  static final int SECONDS = 20;

  private static final String LIMIT = "--limit";
  private static final int LONGEST = 3600;
  private static final int PASSED = 0;
  private static final int NOT_PASSED = 1;
  private static final int WRONG_USAGE = 2;

  private final Options options;
  private final List<String> words = new ArrayList<>();
  private Duration limit = Duration.ofSeconds(SECONDS);
  private boolean json;

  private GradeMode(Options options) {
    this.options = options;
    this.json = options.has(ProgramOption.JSON);
  }

  /** Grades; returns the exit status. */
  static int run(Options options) throws IOException, Options.Wrong {
    return new GradeMode(options).run();
  }

  private int run() throws IOException, Options.Wrong {
    parse();
    if (words.size() == 3 && words.get(1).equals("exercise")) {
      words.remove(1);
    }
    if (words.size() != 2) {
      throw new Options.Wrong("grade requires FILE N, a script and the number of an exercise");
    }
    Path file = Path.of(words.get(0));
    if (!Files.isRegularFile(file)) {
      Diagnostics.say(file + ": no such file");
      return WRONG_USAGE;
    }
    Context context = SessionFactory.commands(options);
    Exercise exercise;
    ExerciseText text;
    try {
      exercise = Exercise.find(words.get(1), Exercise.all(context));
      text = exercise.read(context);
    } catch (UsageException | UncheckedIOException e) {
      Diagnostics.say(e.getMessage());
      return WRONG_USAGE;
    }
    Path absolute = file.toAbsolutePath();
    return result(
        exercise, text, GradedProcess.run(options, context, absolute, exercise.number(), limit));
  }

  private void parse() throws Options.Wrong {
    for (int i = 0; i < options.arguments.size(); i++) {
      String word = options.arguments.get(i);
      if (ProgramOption.JSON.isSpelled(word)) {
        json = true;
      } else if (word.equals(LIMIT) || word.startsWith(LIMIT + "=")) {
        String value =
            word.equals(LIMIT)
                ? ++i < options.arguments.size() ? options.arguments.get(i) : ""
                : word.substring(LIMIT.length() + 1);
        if (!value.matches("[1-9]\\d{0,3}") || Integer.parseInt(value) > LONGEST) {
          throw new Options.Wrong(LIMIT + " requires a number of seconds, 1 to " + LONGEST);
        }
        limit = Duration.ofSeconds(Integer.parseInt(value));
      } else if (word.startsWith("-") && word.length() > 1) {
        throw new Options.Wrong("grade: unknown option " + word);
      } else {
        words.add(word);
      }
    }
  }

  private int result(Exercise exercise, ExerciseText text, GradedProcess.Outcome outcome) {
    List<CheckedPoint> points = outcome.points();
    if (points.size() != text.points().size()) {
      points =
          text.points().stream()
              .map(each -> new CheckedPoint(each.requires(), false, null))
              .toList();
    }
    CheckResult result = new CheckResult(exercise, points, "");
    String problem = outcome.problem();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("file", words.get(0));
      all.putAll(result.properties());
      all.put("problem", problem);
      System.out.println(JsonOutput.toJson(all));
    } else {
      if (problem != null) {
        System.out.println(
            OutputFormat.wrapped(OutputFormat.foreign(problem), OutputFormat.STANDARD_OUTPUT));
      }
      System.out.println(
          result.text(
              OutputFormat.columns(SessionFactory.kernel(), OutputFormat.STANDARD_OUTPUT), false));
    }
    return result.isPassed() ? PASSED : NOT_PASSED;
  }
}

package ipcsh.command.course;

import ipcsh.command.Context;
import ipcsh.command.ExitRequest;
import ipcsh.command.SessionLanguage;
import java.util.ArrayList;
import java.util.List;

/**
 * An exercise that is being worked on in a session. Its starting state consists of variables of the
 * session, and of what they stand for; the checker looks at these.
 */
public final class ExerciseRun {
  private final Context context;
  private final Exercise exercise;
  private final ExerciseText text;
  private final SessionMark before;
  private int hints;

  private ExerciseRun(Context context, Exercise exercise, ExerciseText text) {
    this.context = context;
    this.exercise = exercise;
    this.text = text;
    this.before = new SessionMark(context);
  }

  /** Makes the starting state; what has been made is removed again if that fails. */
  public static ExerciseRun begin(Context context, Exercise exercise) throws Exception {
    ExerciseRun run = new ExerciseRun(context, exercise, exercise.read(context));
    try {
      run.entries(run.text.start());
    } catch (Exception | Error e) {
      run.end();
      throw e;
    }
    return run;
  }

  private void entries(ExerciseText.Code code) throws Exception {
    context.language().runEntries(code.file(), code.text(), code.firstLine());
  }

  /** The exercise. */
  public Exercise exercise() {
    return exercise;
  }

  /** Its parts. */
  public ExerciseText text() {
    return text;
  }

  /** Checks the current state. The points do not depend on each other: all are checked. */
  public List<CheckedPoint> check() {
    List<CheckedPoint> checked = new ArrayList<>();
    for (ExerciseText.Point point : text.points()) {
      checked.add(check(point));
    }
    return checked;
  }

  private CheckedPoint check(ExerciseText.Point point) {
    SessionLanguage language = context.language();
    ExerciseText.Code code = point.code();
    try {
      language.runWhole(code.file(), code.text(), code.firstLine());
      return new CheckedPoint(point.requires(), true, null);
    } catch (ExitRequest exit) {
      throw exit;
    } catch (Throwable e) {
      return new CheckedPoint(point.requires(), false, reason(language.explained(e)));
    }
  }

  /** The message of an assertion, without Groovy's copy of the expression. */
  static String reason(String message) {
    int copy = message.indexOf(". Expression: ");
    String said = copy < 0 ? message : message.substring(0, copy);
    return said.strip().isEmpty() ? "it is not so" : said.strip();
  }

  /** The next hint, or null after the last one. */
  public String nextHint() {
    return hints < text.hints().size() ? text.hints().get(hints++) : null;
  }

  /** The number of hints given so far. */
  public int hintsGiven() {
    return hints;
  }

  /** Ends what was started, and closes what was opened, since it began. */
  public void end() {
    before.restore();
  }
}

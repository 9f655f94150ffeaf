package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.HelpPage;
import ipcsh.command.course.CheckResult;
import ipcsh.command.course.CheckedPoint;
import ipcsh.command.course.CourseProgress;
import ipcsh.command.course.Exercise;
import ipcsh.command.course.ExerciseRun;
import ipcsh.command.course.ExerciseText;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Default;
import ipcsh.command.model.Name;
import ipcsh.command.model.SavedAs;
import ipcsh.draw.WrappedText;
import ipcsh.handle.UsageException;
import ipcsh.view.Listing;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Commands for the exercises of the course. */
public final class ExerciseCommands implements CommandTopic {
  private Context context;
  private ExerciseRun current;

  @Override
  public String title() {
    return "Exercises";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "list the exercises of the course",
      man = "ipcsh(1)",
      saves = SavedAs.NOTHING,
      details = "At the prompt those that were passed before are marked as done.",
      examples =
          """
          exercises.find { it.name == 'deadlock' }  //=> 16  End this deadlock ... 16-deadlock.groovy
          exercises
          """)
  public List<Exercise> exercises() {
    Map<String, String> kept = new CourseProgress(context).all();
    return new Listing<>(
        Exercise.all(context), "there are no exercises in scripts/exercises of this shell") {
      @Override
      protected String line(Exercise each) {
        return each + (kept.containsKey(key(each)) ? "  " + kept.get(key(each)) : "");
      }
    };
  }

  private static String key(Exercise exercise) {
    return "exercise " + exercise.file().getFileName().toString().replace(".groovy", "");
  }

  @Command(
      summary = "begin an exercise by its number or name; without one, show the task again",
      man = "ipcsh(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          Makes a starting state, whose variables are then variables of this session, and shows the
          task and the lines that made it. check looks at the state that you have made of it; hint
          gives one hint after the other; solution shows one. The same exercise again begins
          afresh: what was started and opened since it began is ended and closed. A teacher grades
          a script of lines with ipcsh grade FILE N.""",
      examples =
          """
          exercise 1            //=> Exercise 1: ...
          exercise 'exit-status'     //=> Exercise 18: ...
          exercise              //=> Exercise 18: ...
          check                 //=> ...not passed yet...
          """)
  public HelpPage exercise(@Default("") @Name(Name.Of.EXERCISE) Object which) throws Exception {
    if (which == null || which.toString().isBlank()) {
      return page(begun("exercise"));
    }
    Exercise wanted = Exercise.find(which.toString(), Exercise.all(context));
    if (current != null) {
      current.end();
      current = null;
    }
    current = ExerciseRun.begin(context, wanted);
    return page(current);
  }

  private ExerciseRun begun(String command) {
    if (current == null) {
      throw new UsageException(
          command + ": no exercise has begun; exercises lists them", "exercise 1");
    }
    return current;
  }

  private static HelpPage page(ExerciseRun run) {
    ExerciseText text = run.text();
    String head = "Exercise " + run.exercise().number() + ": " + run.exercise().title();
    return HelpPage.verbatim(
        columns ->
            head
                + "\n\n"
                + WrappedText.wrap(text.task(), columns, 0)
                + "\n\nThe starting state was made by:\n"
                + text.start().text().strip().indent(2)
                + "\ncheck looks whether it is done; hint helps; exercise "
                + run.exercise().number()
                + " begins afresh.");
  }

  @Command(
      summary = "check whether the current exercise is solved",
      man = "ipcsh(1)",
      saves = SavedAs.NOTHING,
      details =
          """
          Looks at the real state: descriptors, processes, locks, waits. Each point is true or not
          by itself. The value has .passed, .points (each with .requires, .passed and .reason) and
          .reached.""",
      examples =
          """
          exercise 1
          check                 //=> ...not passed yet...
          check.passed          //=> false
          """)
  public CheckResult check() {
    ExerciseRun run = begun("check");
    List<CheckedPoint> points = run.check();
    CheckResult result = new CheckResult(run.exercise(), points, next(run, points));
    if (result.isPassed()) {
      new CourseProgress(context).keep(key(run.exercise()), CourseProgress.DONE);
    }
    return result;
  }

  private String next(ExerciseRun run, List<CheckedPoint> points) {
    if (points.stream().allMatch(CheckedPoint::passed)) {
      List<Exercise> all = Exercise.all(context);
      return all.stream()
          .filter(each -> each.number() > run.exercise().number())
          .findFirst()
          .map(each -> "next: exercise " + each.number() + ", " + each.title())
          .orElse("that was the last exercise; solution shows one way to do it");
    }
    int left = run.text().hints().size() - run.hintsGiven();
    return left > 0
        ? "hint gives a hint (" + left + " left); why and draw show what there is"
        : "solution shows a solution";
  }

  @Command(
      summary = "give the next hint to the current exercise",
      man = "ipcsh(1)",
      saves = SavedAs.NOTHING,
      examples =
          """
          exercise 1
          hint                  //=> hint 1 of ...
          """)
  public HelpPage hint() {
    ExerciseRun run = begun("hint");
    int all = run.text().hints().size();
    String hint = run.nextHint();
    return new HelpPage(
        hint == null
            ? "there are no more than " + all + " hints; solution shows a solution"
            : "hint " + run.hintsGiven() + " of " + all + ": " + hint);
  }

  @Command(
      summary = "show a solution of the current exercise",
      man = "ipcsh(1)",
      saves = SavedAs.NOTHING,
      details = "It is one of several; type it, or begin the exercise again and find another one.",
      examples =
          """
          exercise 1
          solution
          """)
  public HelpPage solution() {
    String code = Objects.requireNonNull(begun("solution").text().solution()).text();
    return HelpPage.verbatim(columns -> code.strip());
  }
}

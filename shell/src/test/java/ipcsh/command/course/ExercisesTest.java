package ipcsh.command.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.command.Context;
import ipcsh.kit.Checkout;
import ipcsh.kit.OnShell;
import ipcsh.kit.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each exercise is solved by its solution, and neither by its starting state nor by an attempt that
 * is wrong; a check changes nothing, so that it says the same again.
 */
@OnShell
@Tag("long")
class ExercisesTest {
  private static final Path EXERCISES = Checkout.file("scripts/exercises");

  static List<Exercise> exercises() {
    return Exercise.in(EXERCISES);
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void theStartIsNoSolution(Exercise exercise, Shell shell) throws Exception {
    ExerciseRun run = ExerciseRun.begin(shell.context(), exercise);
    assertThat(run.check())
        .anyMatch(point -> !point.passed())
        .allMatch(point -> point.passed() == (point.reason() == null));
    run.end();
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void theSolutionIsOne(Exercise exercise, Shell shell) throws Exception {
    ExerciseRun run = ExerciseRun.begin(shell.context(), exercise);
    // a check in between does no harm
    run.check();
    run(shell.context(), run.text().solution());
    assertThat(run.check()).allSatisfy(ExercisesTest::isPassed);
    assertThat(run.check()).allSatisfy(ExercisesTest::isPassed);
    run.end();
  }

  private static void isPassed(CheckedPoint point) {
    assertThat(point.reason()).as(point.requires()).isNull();
    assertThat(point.passed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void wrongAttemptsAreNone(Exercise exercise, Shell shell) throws Exception {
    ExerciseText text = exercise.read(shell.context());
    assertThat(text.wrong()).isNotEmpty();
    for (var wrong : text.wrong().entrySet()) {
      ExerciseRun run = ExerciseRun.begin(shell.context(), exercise);
      run(shell.context(), wrong.getValue());
      assertThat(run.check()).as(wrong.getKey()).anyMatch(point -> !point.passed());
      run.end();
    }
  }

  private static void run(Context context, ExerciseText.Code code) throws Exception {
    context.language().runEntries(code.file(), code.text(), code.firstLine());
  }

  @ParameterizedTest
  @MethodSource("exercises")
  void aFileIsWholeAndFitsTheScreen(Exercise exercise, Shell shell) {
    ExerciseText text = exercise.read(shell.context());
    assertThat(exercise.title()).isNotEmpty().doesNotEndWith(".");
    assertThat(text.task()).isNotEmpty();
    assertThat(text.points()).hasSizeGreaterThan(1);
    assertThat(text.points()).allMatch(point -> !point.requires().isEmpty());
    assertThat(text.hints()).hasSizeGreaterThan(1).allMatch(hint -> !hint.isEmpty());
  }

  @Test
  void theExercisesAreNumberedInOrder() {
    List<Exercise> all = exercises();
    assertThat(all).hasSizeGreaterThanOrEqualTo(15);
    assertThat(all.stream().map(Exercise::number).toList())
        .isEqualTo(IntStream.rangeClosed(1, all.size()).boxed().toList());
  }

  @Test
  void aFileWithoutAllPartsIsRefused() {
    assertThatThrownBy(() -> ExerciseText.parse("x", "// == task ==\n// do it\n"))
        .hasMessageContaining("expected the parts [task, start, check, hints, solution]");
    assertThatThrownBy(() -> ExerciseText.parse("x", "// == taks ==\n// do it\n"))
        .hasMessageContaining("x:1: unexpected part: taks");
  }

  @Test
  void aReasonIsTheMessageOfTheAssertion() {
    assertThat(ExerciseRun.reason("it waits. Expression: x. Values: x = 1")).isEqualTo("it waits");
  }
}

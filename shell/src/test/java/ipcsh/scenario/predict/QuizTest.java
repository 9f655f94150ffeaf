package ipcsh.scenario.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.language.Problem;
import ipcsh.scenario.ExpectedTranscript;
import ipcsh.scenario.ScenarioView;
import ipcsh.scenario.ScenarioView.Lane;
import ipcsh.scenario.Transcript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked about a scenario, what counts as right, and what the audience sees of it. */
class QuizTest {
  private static final Path LESSONS = Path.of("../scripts/lessons");
  private static final Lane LANE = new Lane("ipcsh", 0);

  private final List<String> shown = new ArrayList<>();

  private static Questions of(String lesson) throws IOException {
    Path file = LESSONS.resolve(lesson);
    return new Questions(
        Files.readString(file), Files.readAllLines(ExpectedTranscript.beside(file)));
  }

  private PredictingView view(Questions questions, String... answers) {
    Iterator<String> next = List.of(answers).iterator();
    Quiz quiz = new Quiz(questions, () -> next.hasNext() ? next.next() : null, shown::add);
    return new PredictingView(new Transcript(line -> shown.add(line.text())), quiz, shown::add);
  }

  private static void entry(ScenarioView view, String text, String gives) {
    view.types(LANE, text);
    view.runs(LANE);
    view.gave(LANE, gives);
  }

  @Test
  void anErrnoIsHiddenAndAsked() throws IOException {
    PredictingView view = view(of("12-pipe.groovy"), "EBADF");
    entry(
        view, "fails(EBADF) { write r, 'x' }", "write(3, \"x\") = -1 EBADF (Bad file descriptor)");
    view.over();
    assertThat(shown.get(0)).isEqualTo("ipcsh> fails(?) { write r, 'x' }");
    assertThat(shown.get(1)).isEqualTo("?  With which errno does write fail?");
    assertThat(shown.subList(2, 5)).anyMatch(line -> line.endsWith("  EBADF"));
    assertThat(shown.get(6)).startsWith("   right: EBADF, ").endsWith("  (1 of 1)");
    assertThat(shown.get(7)).isEqualTo("ipcsh: write(3, \"x\") = -1 EBADF (Bad file descriptor)");
    assertThat(shown).endsWith("", "predicted: 1 of 1 right");
  }

  @Test
  void anAssertedValueIsHiddenAndAsked() throws IOException {
    PredictingView view = view(of("12-pipe.groovy"), "onetwo", "'abc'");
    entry(view, "assert read(r).text == 'onetwo'", null);
    entry(view, "assert read(r, 4).text == 'abcd'", null);
    view.over();
    assertThat(shown)
        .contains("ipcsh> assert read(r).text == ?", "   right: onetwo  (1 of 1)")
        .contains("   no, it is: abcd  (1 of 2)")
        .endsWith("predicted: 1 of 2 right");
    assertThat(String.join("\n", shown.subList(0, shown.indexOf("   right: onetwo  (1 of 1)"))))
        .doesNotContain("== 'onetwo'");
  }

  @Test
  void blockingIsAnAnswer() throws IOException {
    PredictingView view = view(of("02-mutex.groovy"), "it blocks", "blocks");
    view.types(LANE, "pthread_mutex_lock m");
    view.runs(LANE);
    view.blocked(LANE, "pthread_mutex_lock(...)");
    view.gave(LANE, "0");
    entry(view, "fails(ETIMEDOUT) { read r, timeout: 50.ms }", "read(3) = -1 ETIMEDOUT (...)");
    assertThat(shown)
        .contains(
            "?  What does pthread_mutex_lock give, or does it block?",
            "   right: it blocks  (1 of 1)",
            "ipcsh* blocked in pthread_mutex_lock(...)")
        .anyMatch(line -> line.startsWith("   right: ETIMEDOUT, "));
  }

  @Test
  void setupAndTheObviousAreNotAsked() throws IOException {
    PredictingView view = view(of("12-pipe.groovy"));
    entry(view, "(r, w) = pipe()", "fd 3  pipe  read end\nfd 4  pipe  write end");
    entry(view, "write w, 'one'", "3");
    entry(view, "read r // varies", "x");
    entry(view, "// a comment", null);
    entry(view, "assert taken == 65536", null);
    assertThat(shown).noneMatch(line -> line.startsWith("?"));
  }

  @Test
  void whoAsksNoMoreSeesTheRest() throws IOException {
    PredictingView view = view(of("12-pipe.groovy"), "", "q");
    entry(view, "assert read(r).text == 'onetwo'", null);
    entry(view, "assert read(r, 4).text == 'abcd'", null);
    entry(view, "assert read(r, 4).text == 'ef'", null);
    view.over();
    assertThat(shown)
        .contains("   it is: onetwo", "   ? is abcd")
        .contains("ipcsh> assert read(r, 4).text == 'ef'")
        .noneMatch(line -> line.startsWith("predicted"));
  }

  @Test
  void theEndOfTheInputEndsTheQuestions() throws IOException {
    PredictingView view = view(of("12-pipe.groovy"));
    entry(view, "assert read(r).text == 'onetwo'", null);
    entry(view, "assert read(r, 4).text == 'abcd'", null);
    assertThat(shown.stream().filter(line -> line.startsWith("?"))).hasSize(1);
  }

  @Test
  void anInterruptLeaves() throws IOException {
    Quiz quiz =
        new Quiz(
            of("12-pipe.groovy"),
            () -> {
              throw new InterruptedException();
            },
            shown::add);
    PredictingView view = new PredictingView(new Transcript(line -> {}), quiz, shown::add);
    view.types(LANE, "assert read(r).text == 'onetwo'");
    assertThatThrownBy(() -> view.gave(LANE, null)).isInstanceOf(ScenarioView.Left.class);
  }

  @Test
  void aFailureIsTheAnswer() throws IOException {
    PredictingView view = view(of("12-pipe.groovy"), "EAGAIN");
    view.types(LANE, "m = recv a");
    Problem problem =
        new Problem(
            "recv(3) = -1 EAGAIN (Resource temporarily unavailable)", null, 0, 0, List.of());
    view.failed(LANE, problem);
    assertThat(shown).anyMatch(line -> line.startsWith("   right: EAGAIN"));
  }

  @Test
  void whatCountsAsRight() {
    List<String> choices = List.of("it blocks", "5 bytes \"HELLO\"", "0");
    assertThat(Quiz.isRight("2", choices, choices.get(1))).isTrue();
    assertThat(Quiz.isRight("1", choices, choices.get(1))).isFalse();
    assertThat(Quiz.isRight("hello", choices, choices.get(1))).isTrue();
    assertThat(Quiz.isRight("'HELLO'", choices, choices.get(1))).isTrue();
    assertThat(Quiz.isRight("9", choices, choices.get(1))).isFalse();
    assertThat(Quiz.isRight("0", choices, "0")).isTrue();
    assertThat(Quiz.isRight("it will block", choices, "it blocks")).isTrue();
    assertThat(Quiz.isRight("waits", choices, "it blocks")).isTrue();
    assertThat(Quiz.isRight("65_536", List.of(), "65536")).isTrue();
    assertThat(Quiz.isRight("eagain", List.of(), "EAGAIN")).isTrue();
    assertThat(Quiz.isRight("yes", List.of(), "true")).isTrue();
  }

  /** In every lesson, the truth is one of three different answers, which fit the screen. */
  @Test
  void theChoicesOfTheWholeCourseAreThree() throws IOException {
    int count = 0;
    List<Path> lessons;
    try (var files = Files.list(LESSONS)) {
      lessons = files.filter(file -> file.toString().endsWith(".groovy")).sorted().toList();
    }
    for (Path file : lessons) {
      Questions questions = of(file.getFileName().toString());
      for (String line : Files.readAllLines(file)) {
        Question question = questions.of(line);
        if (question != null && question.truth() != null) {
          List<String> choices = questions.choices(question, question.truth());
          assertThat(choices).as(line).contains(question.truth()).doesNotHaveDuplicates();
          assertThat(choices.size()).as(line).isBetween(2, 3);
          assertThat(question.masked()).as(line).isNotEqualTo(line);
          count++;
        }
      }
    }
    assertThat(count).isGreaterThan(150);
  }
}

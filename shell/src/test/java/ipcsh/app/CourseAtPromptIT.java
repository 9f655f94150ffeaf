package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lessons and exercises as a student works with them at the prompt. */
class CourseAtPromptIT {
  private static final String PROMPT = "A> ";

  @TempDir Path directory;

  private String kept() throws IOException {
    Path file = directory.resolve("state/ipcsh/course");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Test
  void aLessonGoesBackAndSkipsAndTakesLinesInBetween() throws IOException {
    try (Prompt prompt = new Prompt(directory, 80, 24, "-n", "A")) {
      prompt.await("lesson 1 begins the course").await("draw shows what is open").await(PROMPT);
      prompt.type("lesson 12\r").await(PROMPT + "(r, w) = pipe()");
      prompt.type("\r").await("fd 4").await(PROMPT + "write w, 'one'");
      prompt.type("t").await("your line> ");
      prompt.type("write w, 'mine'\r").await("\n4\n").await(PROMPT + "write w, 'one'");
      prompt.type("t").await("your line> ").type("\4").await(PROMPT + "write w, 'one'");
      prompt.type("b").await("has been run again").await(PROMPT + "(r, w) = pipe()");
      prompt.type("\r").await("fd 4").await(PROMPT + "write w, 'one'").type("\r").await("3");
      prompt.await(PROMPT + "write w, 'two'").type("s");
      prompt.await("An empty pipe blocks the reader").await("fails(ETIMEDOUT)");
      prompt.type("b").await("fails(EBADF) { read w }").type("q").await("\n" + PROMPT);
      assertThat(kept()).matches("lesson 12-pipe: \\d+ of \\d+\n");
      prompt.type("lessons.size() > 40\r").await("\ntrue").await(PROMPT);
      // its pipe is closed; nothing of it is a variable here
      prompt.type("fds.count { it.number in [3, 4] }\r").await("\n0");
      prompt.type("exit\r");
      assertThat(prompt.status()).isZero();
    }
  }

  @Test
  void whatIsPredictedAndSolvedCounts() throws IOException {
    try (Prompt prompt = new Prompt(directory, 80, 24, "-n", "A")) {
      prompt.await(PROMPT).type("lesson 12, predict: true\r").await("(r, w) = pipe()");
      prompt.type("\r").await("write w, 'one'").type("\r").await("write w, 'two'").type("\r");
      prompt.await("assert read(r).text == ?").type("\r");
      prompt.await("What is it that read gives here?").await("  onetwo").await("?> ");
      prompt.type("onex\177two\r").await("right: onetwo  (1 of 1)");
      prompt.await("write w, 'abcdef'").type("\r").await("assert read(r, 4).text == ?");
      prompt.type("\r").await("?> ").type("\3").await("predicted: 1 of 1 right");
      prompt.await(PROMPT);
      prompt.type("check\r").await("check: no exercise has begun; exercises lists them");
      prompt.await(PROMPT).type("exercise 18\r").await("Exercise 18").await("begins afresh");
      prompt.await(PROMPT).type("check\r").await("no    status is the exit status of first");
      prompt.await("1 of 2 points, not passed yet").await("hint gives a hint (2 left)");
      prompt.await(PROMPT).type("hint\r").await("hint 1 of 2: ");
      prompt.await(PROMPT).type("status = waitpid(first).exit\r").await("\n7");
      prompt.await(PROMPT).type("check.passed\r").await("\ntrue");
      prompt.await(PROMPT).type("exercises[17]\r").await("18  How did it end?");
      assertThat(kept()).contains("exercise 18-exit-status: done\n").contains("lesson 12-pipe: ");
      prompt.await(PROMPT).type("exit\r");
      assertThat(prompt.status()).isZero();
    }
    try (Prompt again = new Prompt(directory, 80, 24, "-n", "A")) {
      again.await(PROMPT).type("exercises\r").await("18-exit-status.groovy  done");
      assertThat(again.written()).doesNotContain("lesson 1 begins the course");
    }
  }
}

package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Prompt;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ipcsh observe} on the command line. */
class ObserveIT {
  @TempDir static Path directory;
  private static Path program;

  @BeforeAll
  static void compile() {
    Tools.need("strace");
    program = Tools.compile(directory, "observed.c");
  }

  @Test
  void reportsWhoSentWhatAndHowItEnded() {
    Outcome outcome =
        Program.run(directory, "observe", "./observed threads", "sh -c 'echo hello; exit 7'");
    assertThat(outcome.out())
        .contains("sh: hello")
        .containsPattern("observed +observed +40 +40 +unix seqpacket")
        .containsPattern("process \\d+ +./observed threads +exit 0")
        .containsPattern("process \\d+ +sh -c echo hello; exit 7 +exit 7");
    assertThat(outcome.status()).isEqualTo(7);
  }

  @Test
  void bytesThroughRemovedFifoAreSeen() {
    Outcome outcome =
        Program.run(
            directory,
            "observe",
            "sh -c 'mkfifo gone; (echo hello > gone; exit) & cat gone; rm gone; wait'");
    assertThat(outcome.out()).containsPattern("sh \\d+ +cat +1 +6 +fifo");
  }

  @Test
  void refusesWhatItCannotStart() {
    Outcome nothing = Program.run(directory, "observe");
    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.err()).contains("requires a program");
    Outcome shell = Program.run(directory, "observe", "ls | wc");
    assertThat(shell.status()).isEqualTo(2);
    assertThat(shell.err()).contains("sh -c");
    Outcome missing = Program.run(directory, "observe", "./nope");
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err()).contains("ENOENT");
  }

  @Test
  void saysWhenProgramsHangAndInterruptsThem() {
    try (Running running = Program.start(directory, "observe", "./observed wait")) {
      running.awaitOutput("observed: waits");
      running.awaitOutput("pause(");
      Tools.run(directory, "kill", "-INT", Long.toString(running.pid()));
      Outcome outcome = running.outcome(Wait.LONG);
      assertThat(outcome.status()).isEqualTo(130);
      assertThat(outcome.out()).contains("killed by SIGINT");
    }
  }

  @Test
  void saysWhyOneHangsWhenTheOtherHasEnded() {
    try (Running running = Program.start(directory, "observe", "true", "./observed wait")) {
      running.awaitOutput("observed: waits");
      running.awaitOutput("pause(");
      Tools.run(directory, "kill", "-INT", Long.toString(running.pid()));
      Outcome outcome = running.outcome(Wait.LONG);
      assertThat(outcome.out()).containsPattern("true +exit 0").contains("killed by SIGINT");
    }
  }

  @Test
  void terminalIsReadByTheProgramThatReads() {
    try (Prompt prompt =
        new Prompt(directory, "observe", program + " line", program + " descriptors")) {
      prompt.type("from the keyboard\r");
      prompt.await("observed: read from the keyboard");
      assertThat(prompt.status()).isEqualTo(3);
    }
  }

  @Test
  void controlCReachesThePrograms() {
    try (Prompt prompt = new Prompt(directory, "observe", program + " wait")) {
      prompt.await("observed: waits");
      prompt.type("\u0003");
      prompt.await("killed by SIGINT");
      assertThat(prompt.status()).isEqualTo(130);
    }
  }
}

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
  @TempDir static Path folder;

  @BeforeAll
  static void compile() {
    Tools.need("strace");
    Tools.compile(folder, "observed.c");
  }

  @Test
  void tellsWhoSentWhatAndHowItEnded() {
    Outcome outcome =
        Program.run(folder, "observe", "./observed threads", "sh -c 'echo hello; exit 7'");
    assertThat(outcome.out())
        .contains("sh: hello")
        .containsPattern("observed +observed +40 +40 +unix seqpacket")
        .containsPattern("process \\d+ +./observed threads +exit 0")
        .containsPattern("process \\d+ +sh -c echo hello; exit 7 +exit 7");
    assertThat(outcome.status()).isEqualTo(7);
  }

  @Test
  void refusesWhatItCannotStart() {
    Outcome nothing = Program.run(folder, "observe");
    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.err()).contains("requires a program");
    Outcome shell = Program.run(folder, "observe", "ls | wc");
    assertThat(shell.status()).isEqualTo(2);
    assertThat(shell.err()).contains("sh -c");
    Outcome missing = Program.run(folder, "observe", "./nope");
    assertThat(missing.status()).isEqualTo(1);
    assertThat(missing.err()).contains("ENOENT");
    Outcome noStrace = Program.with(folder, "PATH", "/nowhere", "-e", "observe 'true'");
    assertThat(noStrace.status()).isNotZero();
  }

  @Test
  void saysWhenProgramsHangAndInterruptsThem() {
    try (Running running = Program.start(folder, "observe", "./observed wait")) {
      running.awaitOutput("observed: waits");
      running.awaitOutput("pause(");
      Tools.run(folder, "kill", "-INT", Long.toString(running.pid()));
      Outcome outcome = running.outcome(Wait.LONG);
      assertThat(outcome.status()).isEqualTo(130);
      assertThat(outcome.out()).contains("killed by SIGINT");
    }
  }

  @Test
  void terminalIsReadByTheProgramThatReads() {
    try (Prompt prompt =
        new Prompt(folder, "observe", "./observed line", "./observed descriptors")) {
      prompt.type("from the keyboard\r");
      prompt.await("observed: read from the keyboard");
      assertThat(prompt.status()).isEqualTo(3);
    }
  }

  @Test
  void controlCReachesThePrograms() {
    try (Prompt prompt = new Prompt(folder, "observe", "./observed wait")) {
      prompt.await("observed: waits");
      prompt.type("\u0003");
      prompt.await("killed by SIGINT");
      assertThat(prompt.status()).isEqualTo(130);
    }
  }
}

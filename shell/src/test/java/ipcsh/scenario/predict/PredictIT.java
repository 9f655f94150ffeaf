package ipcsh.scenario.predict;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Checkout;
import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Prompt;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ipcsh replay --predict}: before an audience, and with answers from a pipe. */
class PredictIT {
  private static final String LESSON = Checkout.file("scripts/lessons/12-pipe.groovy").toString();

  @TempDir Path directory;

  @Test
  void answersComeFromAPipeUntilItEnds() {
    Outcome outcome =
        Program.feed(directory, "onetwo\nnonsense\n\nEBADF\n", "replay", "--predict", LESSON);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    assertThat(outcome.lines())
        .contains("ipcsh> assert read(r).text == ?", "> onetwo", "   right: onetwo  (1 of 1)")
        .contains("   no, it is: abcd  (1 of 2)", "   it is: ef")
        .anyMatch(line -> line.startsWith("   right: EBADF, "))
        .contains(
            "ipcsh> fails(EPIPE) { write w3, 'is there anybody?' }"
                .replace("fails(EPIPE)", "broken = fails(EPIPE)"))
        .endsWith("predicted: 2 of 3 right");
    Outcome nobody = Program.feed(directory, "", "replay", LESSON, "--predict");
    assertThat(nobody.status()).isZero();
    assertThat(nobody.lines().stream().filter(line -> line.startsWith("?  "))).hasSize(1);
    assertThat(Program.run(directory, "replay", "--predict", "--verify", LESSON).err())
        .contains("replay takes --predict or --verify, not both");
  }

  @Test
  void ctrlCEndsTheWaitForAnAnswer() {
    try (Prompt prompt = new Prompt(directory, 80, 24, "replay", "--predict", LESSON)) {
      prompt.await("assert read(r).text == ?").await("Enter skips, q asks no more");
      prompt.type("1\r").await("(").await("assert read(r, 4).text == ?").await("   3  ");
      prompt.type("\3");
      assertThat(prompt.status()).isEqualTo(130);
    }
  }
}

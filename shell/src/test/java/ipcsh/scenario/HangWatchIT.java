package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scenario in which nothing moves says why by itself; one that only takes its time does not. */
class HangWatchIT {
  private static final String BOTH_WRITE =
      """
      left = shell 'left'
      right = shell 'right'
      left { l = socket AF_UNIX, SOCK_STREAM; bind l, '@hang'; listen l }
      right { t = socket AF_UNIX, SOCK_STREAM; connect t, '@hang' }
      left { t = accept l }
      p = left.start { write t, 'x' * 1_000_000 }
      right { write t, 'x' * 1_000_000 }
      """;

  @TempDir Path directory;

  @Test
  void aScriptSaysWhyItHangs() throws IOException {
    Files.writeString(directory.resolve("s.groovy"), BOTH_WRITE);
    try (Running script = Program.start(directory, "s.groovy")) {
      script.awaitErrors("nothing has moved for 2 s").awaitErrors("deadlock: each waits for");
    }
  }

  @Test
  void aReplaySaysWhyItHangs() throws IOException {
    Files.writeString(directory.resolve("s.groovy"), BOTH_WRITE);
    try (Running replay = Program.start(directory, "replay", "s.groovy")) {
      replay.awaitErrors("deadlock: each waits for");
    }
  }

  @Test
  void oneThatWaitsForItsOwnTimeoutIsNotSaidToHang() throws IOException {
    Files.writeString(
        directory.resolve("s.groovy"),
        """
        server = shell 'server'
        server { (r, w) = pipe() }
        fails(ETIMEDOUT) { server { read r, timeout: 4.s } }
        """);
    Outcome outcome = Program.start(directory, "s.groovy").outcome(Duration.ofSeconds(60));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void aJobThatIsWaitedForWithATimeoutIsNotSaidToHang() throws IOException {
    Files.writeString(
        directory.resolve("s.groovy"),
        """
        other = shell 'other'
        (a, b) = socketpair()
        job = bg { recv b }
        try { job.get(4.s) } catch (e) { assert e.errno == ETIMEDOUT }
        """);
    Outcome outcome = Program.start(directory, "s.groovy").outcome(Duration.ofSeconds(60));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void aShellThatIsNotUsedYetIsNotSaidToHang() throws IOException {
    Files.writeString(
        directory.resolve("s.groovy"),
        """
        maker = shell 'maker'
        if (maker.pid == 0) {
            shell 'unused'
        }
        maker { sleep 4.s }
        """);
    Outcome outcome = Program.start(directory, "s.groovy").outcome(Duration.ofSeconds(60));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }

  @Test
  void aJobThatWaitsForARoleIsNotSaidToHang() throws IOException {
    Files.writeString(
        directory.resolve("s.groovy"),
        """
        server = shell 'server'
        job = bg { server { sleep 4.s } }
        job.get()
        """);
    Outcome outcome = Program.start(directory, "s.groovy").outcome(Duration.ofSeconds(60));
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }
}

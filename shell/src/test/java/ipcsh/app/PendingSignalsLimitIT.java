package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where no real-time signal can be sent, calls are interrupted nevertheless. */
class PendingSignalsLimitIT {
  @TempDir Path directory;

  @Test
  void timeoutsAndCancellationsWork() throws IOException {
    Files.writeString(
        directory.resolve("s.groovy"),
        """
        assert getrlimit(RLIMIT_SIGPENDING).hard == 0
        (r, w) = pipe()
        fails(ETIMEDOUT) { read r, timeout: 20.ms }
        job = bg { read r }
        eventually(timeout: 60.s) { job.call }
        job.cancel()
        fails(EINTR) { job.get(20.s) }
        child = fork()
        fails(ETIMEDOUT) { child { read r, timeout: 20.ms } }
        role = shell 'role'
        role { (r, w) = pipe() }
        fails(ETIMEDOUT) { role { read r, timeout: 20.ms } }
        println 'over'
        """);
    List<String> command = List.of("prlimit", "--sigpending=0:0", Program.launcher(), "s.groovy");
    Outcome outcome = Running.start(command, directory, Map.of()).outcome(Duration.ofSeconds(60));
    assertThat(outcome.out()).endsWith("over\n");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }
}

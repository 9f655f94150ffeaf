package ipcsh.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.Wait;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients of the demo of two pools, which are those of the JDK. */
class CrowdIT {
  private static final String LAUNCHER = absolute("../../shell/ipcsh");

  private static String absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize().toString();
  }

  @Test
  void anEndThatComesWithAnAnswerIsNoticed(@TempDir Path directory) {
    Running.start(List.of(LAUNCHER, "--version"), directory, Map.of()).outcome(Wait.LONG);
    List<String> command =
        List.of(
            LAUNCHER,
            absolute("src/test/resources/ends-at-once.groovy"),
            absolute("../../scripts/demos/pool/clients.groovy"));
    Outcome outcome = Running.start(command, directory, Map.of()).outcome(Wait.LONG);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }
}

package ipcsh.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Shell;
import ipcsh.language.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A runner that is told to stop. */
class ScenarioRunnerTest {
  @Test
  void oneThatIsStoppedBeforeItBeginsConductsNothing() {
    List<String> lines = new ArrayList<>();
    ScenarioRunner conductor = new ScenarioRunner(new Transcript(line -> lines.add(line.text())));
    conductor.stop();
    try (Shell shell = new Shell()) {
      assertThat(conductor.run(shell.session(), Source.of("x", "say 'begun'"))).isEqualTo(130);
    }
    assertThat(lines).isEmpty();
  }
}

package ipcsh.dist;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Checkout;
import ipcsh.kit.Outcome;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The Containerfile: its form, and the image where there is an engine that can make one. */
class ContainerfileIT {
  private static final Path FILE = Path.of("Containerfile").toAbsolutePath();
  private static final Duration LONG = Duration.ofMinutes(5);

  private static final Set<String> INSTRUCTIONS =
      Set.of("FROM", "COPY", "RUN", "ENV", "USER", "WORKDIR", "ENTRYPOINT");

  /** The instructions, with continuation lines joined. */
  private static List<String> instructions() throws IOException {
    List<String> all = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : Files.readAllLines(FILE)) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      boolean goesOn = line.endsWith("\\");
      open.append(goesOn ? line.substring(0, line.length() - 1) : line);
      if (!goesOn) {
        all.add(open.toString());
        open.setLength(0);
      }
    }
    assertThat(open).isEmpty();
    return all;
  }

  @Test
  void itsFormIsRightAndWhatItCopiesIsMadeByTheBuild() throws IOException {
    List<String> all = instructions();
    assertThat(all.get(0)).startsWith("FROM ");
    for (String each : all) {
      String[] parts = each.split(" ", 2);
      assertThat(INSTRUCTIONS).contains(parts[0]);
      switch (parts[0]) {
        case "COPY" -> assertThat(Checkout.file(parts[1].split(" ")[0])).exists();
        case "RUN" ->
            assertThat(Tools.run(Path.of("/tmp"), "sh", "-n", "-c", parts[1]).err()).isEmpty();
        case "ENTRYPOINT" -> assertThat(parts[1]).isEqualTo("[\"ipcsh\"]");
        default -> {}
      }
    }
  }

  /** An engine that answers, or null. */
  private static String engine() {
    for (String engine : List.of("podman", "docker")) {
      if (Tools.has(engine) && Tools.run(Path.of("/tmp"), engine, "info").status() == 0) {
        return engine;
      }
    }
    return null;
  }

  @Test
  void theImageRuns() {
    String engine = engine();
    Assumptions.assumeTrue(engine != null, "no container engine runs here");
    String image = "ipcsh-test-" + ProcessHandle.current().pid();
    Outcome build = run(engine, "build", "-q", "-t", image, "-f", FILE.toString(), ".");
    assertThat(build.status()).as(build.err()).isZero();
    try {
      assertThat(run(engine, "run", "--rm", image, "-e", "6 * 7").out()).isEqualTo("42\n");
    } finally {
      run(engine, "rmi", "-f", image);
    }
  }

  private static Outcome run(String... command) {
    return Running.start(List.of(command), Checkout.file(""), Map.of()).outcome(LONG);
  }
}

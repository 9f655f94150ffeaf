package ipcsh.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark runs and prints its rows; the figures are not checked. */
class BenchIT {
  private static final String[] ROWS = {"loop: top level", "loop: function", "loop: n.times"};

  @TempDir private Path directory;

  @Test
  void loopHasARowForEachVariantBesideCAndPython() throws Exception {
    for (String tool : new String[] {"gcc", "python3"}) {
      assumeTrue(isThere(tool) || System.getenv("CI") != null, tool + " does not exist");
    }
    Path out = directory.resolve("out");
    Path json = directory.resolve("figures.json");
    ProcessBuilder builder =
        new ProcessBuilder(
            "bench/run", "--only", "loop", "--quick", "--java", feature(), "--json", "" + json);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process run = builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    run.getOutputStream().close();
    boolean ended = run.waitFor(3, TimeUnit.MINUTES);
    run.destroy();

    String table = Files.readString(out, UTF_8);
    assertThat(ended).as(table).isTrue();
    assertThat(run.exitValue()).as(table).isZero();
    String figures = "\\s+" + feature() + "\\s+\\d+ ns\\s+\\d+ ns\\s+\\d+ ns.*";
    for (String row : ROWS) {
      assertThat(table.lines()).as(table).anyMatch(line -> line.matches(row + figures));
    }
    assertThat(json).content(UTF_8).contains(ROWS).contains("\"samples\"");
  }

  private static String feature() {
    return String.valueOf(Runtime.version().feature());
  }

  private static boolean isThere(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
  }
}

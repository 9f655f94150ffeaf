package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of the benchmark's figures, which is Python; nothing is measured. */
class BenchTableTest {
  @Test
  void itsOwnTestsHold() throws Exception {
    boolean isThere =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "python3")));
    Tools.needs(isThere, "python3 is not installed");
    Process tests =
        new ProcessBuilder("python3", "-B", "bench/table_test.py")
            .redirectErrorStream(true)
            .start();
    tests.getOutputStream().close();
    String said = new String(tests.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tests.waitFor(1, TimeUnit.MINUTES)).as(said).isTrue();
    assertThat(tests.exitValue()).as(said).isZero();
  }
}

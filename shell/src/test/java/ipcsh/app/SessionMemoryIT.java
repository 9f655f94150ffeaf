package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session does not keep the classes of the lines that have run. */
class SessionMemoryIT {
  private static final String CLASSES =
      "loaded = { java.lang.management.ManagementFactory.classLoadingMXBean.loadedClassCount }\n";

  @TempDir Path directory;

  @Test
  void classesOfLinesAreUnloaded() {
    String lines =
        IntStream.range(0, 300)
            .mapToObj(i -> "x = [1].collect { it + " + i + " }\n")
            .collect(Collectors.joining());
    Outcome outcome =
        Program.feed(
            directory,
            CLASSES
                + lines.substring(0, lines.length() / 10)
                + "\nbefore = loaded()\n"
                + lines
                + "assert loaded() > before\n"
                + "eventually(timeout: 60.s) { System.gc(); loaded() < before + 100 }\n");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
  }
}

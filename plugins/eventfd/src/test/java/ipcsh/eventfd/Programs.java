package ipcsh.eventfd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** Programs of the system that tests use: skipped where they are missing, unless CI=true. */
final class Programs {
  private Programs() {}

  static void need(String program) {
    boolean there =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Path.of(folder, program).toFile().canExecute());
    if (!there && "true".equals(System.getenv("CI"))) {
      fail(program + " is not installed");
    }
    assumeTrue(there, program + " is not installed");
  }

  /** Runs a program to its end and gives what it printed. */
  static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text;
    try (var out = process.getInputStream()) {
      text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }
}

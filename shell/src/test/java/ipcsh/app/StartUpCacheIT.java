package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Program;
import ipcsh.kit.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The training of the start-up cache covers what everybody does. */
class StartUpCacheIT {
  @TempDir Path directory;

  @Test
  void noClassIsReadFromTheJarUntilTheFirstEntryHasRun() throws IOException {
    Path log = directory.resolve("classes");
    try (Prompt prompt =
        new Prompt(
            directory,
            List.of(
                "env",
                "IPCSH_JAVA_OPTS=-Xlog:class+load:file=" + log,
                Program.launcher(),
                "--no-init"))) {
      prompt.await("> ").enter("6 * 7", "42");
      List<String> classes = Files.readAllLines(log);
      assertThat(classes).anyMatch(line -> line.contains("ipcsh.repl.SystemTerminal "));
      // Groovy's copy of ASM has a format that a cache of Java 25 cannot hold
      assertThat(classes)
          .filteredOn(line -> line.contains("ipcsh.jar"))
          .allMatch(line -> line.contains("groovy"));
    }
  }
}

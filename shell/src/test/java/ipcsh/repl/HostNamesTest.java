package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hosts that completion offers: the names in a configuration of ssh, without its patterns. */
class HostNamesTest {
  @TempDir Path directory;

  @Test
  void patternsAreNotNames() throws IOException {
    Path config =
        Files.writeString(
            directory.resolve("config"),
            """
            # Host commented
            Host one two.example.org *.lab !three
              HostName 10.0.0.1
            host=four
            HOST "five"
            Match host six
            """);
    Set<String> names = new TreeSet<>();
    HostNames.read(config, names);
    HostNames.read(directory.resolve("missing"), names);
    assertThat(names).containsExactly("five", "four", "one", "two.example.org");
  }
}

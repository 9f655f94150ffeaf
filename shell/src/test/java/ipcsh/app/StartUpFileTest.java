package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.language.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartUpFileTest {
  @TempDir Path directory;

  private Source read(Map<String, String> environment, String... words) throws Options.Wrong {
    return StartUpFile.read(Options.parse(words), environment);
  }

  @Test
  void itIsInTheDirectoryOfTheConfiguration() throws IOException, Options.Wrong {
    Map<String, String> given = Map.of("XDG_CONFIG_HOME", directory + "/config");
    Map<String, String> byDefault = Map.of("HOME", directory.toString());
    assertThat(read(given)).isNull();
    Path file = directory.resolve("config/ipcsh/init.groovy");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "x = 1");
    assertThat(read(given)).isEqualTo(Source.of(file.toString(), "x = 1"));
    assertThat(read(given, "--no-init")).isNull();
    assertThat(read(byDefault)).isNull();
    Files.move(directory.resolve("config"), directory.resolve(".config"));
    assertThat(read(byDefault).text()).isEqualTo("x = 1");
    assertThat(read(Map.of())).isNull();
  }

  @Test
  void oneThatCannotBeReadIsNoReasonNotToStart() throws IOException, Options.Wrong {
    Files.createDirectories(directory.resolve("ipcsh/init.groovy"));
    assertThat(read(Map.of("XDG_CONFIG_HOME", directory.toString()))).isNull();
  }
}

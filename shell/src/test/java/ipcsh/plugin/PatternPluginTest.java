package ipcsh.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.handle.UsageException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Groovy plugin of the distribution. */
class PatternPluginTest {
  private final PluginShell shell = new PluginShell();

  @BeforeEach
  void load() {
    shell.with(Path.of("../plugins/pattern.groovy"));
    assertThat(shell.reported()).isEmpty();
  }

  @AfterEach
  void close() {
    shell.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pattern", "diff", "crc32"})
  void examplesHold(String command) throws Exception {
    Examples.hold(shell, command);
  }

  @Test
  void sliceOfAPatternSaysWhereItWas() throws Exception {
    assertThat(shell.run("pattern(1000)[400..407]")).isEqualTo("0000400 ");
    assertThat(shell.run("pattern(1000)[403..<500] == pattern(97, 403)")).isEqualTo(true);
    assertThat(shell.run("[pattern(0), pattern(3).length()]")).isEqualTo(List.of("", 3));
    assertThatThrownBy(() -> shell.run("pattern(-1)")).isInstanceOf(UsageException.class);
  }

  @Test
  void differencesOfWhatArrivedAreListed() throws Exception {
    assertThat(shell.run("(r, w) = pipe(); write w, pattern(100); diff(pattern(100), read(r))"))
        .isEqualTo(List.of());
    assertThat(shell.run("diff(pattern(100), 'x' * 100).size()")).isEqualTo(17);
  }
}

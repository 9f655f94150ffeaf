package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void coloursAreForTerminalsThatHaveThemAndPeopleWhoWantThem() {
    assertThat(color(Map.of("TERM", "xterm"), true)).isTrue();
    assertThat(color(Map.of("TERM", "xterm"), false)).isFalse();
    assertThat(color(Map.of("TERM", "xterm", "NO_COLOR", "1"), true)).isFalse();
    assertThat(color(Map.of("TERM", "xterm", "NO_COLOR", ""), true)).isTrue();
    assertThat(color(Map.of("TERM", "dumb"), true)).isFalse();
  }

  private static boolean color(Map<String, String> environment, boolean wanted) {
    return Settings.of(environment, null, wanted, false).color();
  }

  @Test
  void theHistoryIsInTheStateDirectory() {
    assertThat(
            Settings.of(Map.of("XDG_STATE_HOME", "/s", "HOME", "/h"), null, true, false).history())
        .isEqualTo(Path.of("/s/ipcsh/history"));
    assertThat(Settings.of(Map.of("HOME", "/h"), null, true, false).history())
        .isEqualTo(Path.of("/h/.local/state/ipcsh/history"));
  }
}

package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.draw.TerminalColors;
import ipcsh.draw.ThemeChoice;
import ipcsh.language.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The start-up file at the prompt, and the settings. */
class StartUpTest {
  private final ByteArrayOutputStream glass = new ByteArrayOutputStream();

  @AfterEach
  void anyBackground() {
    TerminalColors.theme(ThemeChoice.AUTO);
  }

  /** What is shown when these keys are typed after the start-up file. */
  private String run(String startUp, String keys, boolean color) throws IOException {
    try (Sessions sessions = new Sessions();
        var terminal =
            new LineDisciplineTerminal("test", "xterm-256color", glass, StandardCharsets.UTF_8)) {
      terminal.setSize(new Size(80, 24));
      Settings settings = new Settings("A", color, false, true, null);
      var loaded = CompletableFuture.completedFuture(sessions.session);
      terminal.processInputBytes(keys.getBytes(StandardCharsets.UTF_8));
      try (Repl repl =
          new Repl(terminal, sessions.host, settings, loaded, () -> {}, () -> {}, () -> {})) {
        assertThat(repl.run("1", Source.of("/c/init.groovy", startUp))).isZero();
      }
    }
    return glass.toString(StandardCharsets.UTF_8);
  }

  @Test
  void whatItDefinesIsThereAndItsValuesAreNotShown() throws IOException {
    assertThat(run("def twice(n) { 2 * n }\nx = 4000 + 2\n", "twice(x)\r\4", false))
        .contains("A> ", "8004")
        .doesNotContain("4002");
  }

  @Test
  void anErrorIsShownWithFileAndLineAndTheRestIsRun() throws IOException {
    String shown =
        run(
            "// mine\n\ny = [1, 2\nfails(EBADF) { close 99 }\nnonsense 1\nz = 7\n",
            "z * 6\r\4",
            false);
    assertThat(shown).contains("/c/init.groovy:3: ", "/c/init.groovy:5: ", "nonsense", "42");
  }

  @Test
  void exitInItEndsTheShell() throws IOException {
    assertThat(run("x = 1\nexit 0\n", "6 * 7\r\4", false))
        .contains("/c/init.groovy:2: exit has ended the shell; --no-init")
        .doesNotContain("42");
  }

  @Test
  void thePromptIsTheOneThatWasSet() throws IOException {
    assertThat(run("settings prompt: '50%% %n%j # '", "1 + 1\r\4", false)).contains("50% A # ");
  }

  @Test
  void coloursArePutOffAndOnAtOnce() throws IOException {
    String bold = "\u001b[1mA\u001b[0m>";
    assertThat(run("", "\4", true)).contains(bold);
    glass.reset();
    assertThat(run("settings color: 'never'", "\4", true)).doesNotContain(bold).contains("A> ");
  }

  @Test
  void aThemeChangesTheColours() throws IOException {
    int before = TerminalColors.process(0);
    run("settings theme: 'light'", "\4", true);
    assertThat(TerminalColors.process(0)).isNotEqualTo(before);
  }
}

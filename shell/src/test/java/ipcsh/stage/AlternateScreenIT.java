package ipcsh.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real terminal is restored, however the presentation ends. */
class AlternateScreenIT {
  private static final Duration BOUND = Wait.LONG;

  private final StringBuffer shown = new StringBuffer();
  private PtyProcess program;

  /** The presentation between two queries of the terminal's settings. */
  private void start(String arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String script =
        "echo before $(stty -g); \"$0\" -cp \"$1\" ipcsh.stage.StageDemo "
            + arguments
            + "; echo after $(stty -g)";
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("TERM", "xterm-256color");
    environment.remove("NO_COLOR");
    program =
        new PtyProcessBuilder(new String[] {"/bin/sh", "-c", script, java, path})
            .setEnvironment(environment)
            .setInitialColumns(80)
            .setInitialRows(24)
            .start();
    Thread reader = new Thread(this::read, "screen");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    byte[] buffer = new byte[8192];
    try {
      InputStream in = program.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        shown.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
      }
    } catch (IOException closed) {
      // it has ended
    }
  }

  private void sees(String text) {
    Wait.until(BOUND, text, () -> shown.indexOf(text) >= 0);
  }

  @AfterEach
  void end() throws InterruptedException {
    program.destroyForcibly();
    program.waitFor();
  }

  @ParameterizedTest
  @ValueSource(strings = {"q", "\u0003", "kill", "throw"})
  void theTerminalIsAsBefore(String how) throws Exception {
    start(how.equals("throw") ? "throw" : "step max");
    sees("before ");
    if (!how.equals("throw")) {
      sees("Enter runs it");
      program.setWinSize(new WinSize(60, 20));
      Wait.until(BOUND, "the new size", () -> shown.indexOf("\u001b[20;2H") >= 0);
      if (how.equals("kill")) {
        ProcessHandle.of(program.pid())
            .orElseThrow()
            .descendants()
            .filter(each -> each.info().command().orElse("").endsWith("java"))
            .forEach(ProcessHandle::destroy);
      } else {
        program.getOutputStream().write(how.getBytes(StandardCharsets.UTF_8));
        program.getOutputStream().flush();
      }
    }
    sees("after ");
    assertThat(program.waitFor(Wait.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    Wait.until(BOUND, "the end", () -> shown.toString().matches("(?s).*after [0-9a-f:]+\\s+"));
    RestoredTerminal.check(shown.toString());
  }
}

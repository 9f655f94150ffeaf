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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real terminal is given back as it was, however the show ends. */
class CurtainIT {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** Which of the fields of {@code stty -g}, and what of it is CBAUD. */
  private static final int CONTROL_FLAGS = 2;

  private static final int SPEED = 0x100f;

  private final StringBuffer shown = new StringBuffer();
  private PtyProcess program;

  /** The show between two questions how the terminal is set. */
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
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Wait.until(BOUND, "the end", () -> shown.toString().matches("(?s).*after [0-9a-f:]+\\s+"));
    String all = shown.toString();
    assertThat(set(all, "after")).hasSizeGreaterThan(10).isEqualTo(set(all, "before"));
    assertThat(all.lastIndexOf("\u001b[?1049l")).isGreaterThan(all.lastIndexOf("\u001b[?1049h"));
    assertThat(all.lastIndexOf("\u001b[?25h")).isGreaterThan(all.lastIndexOf("\u001b[?25l"));
    assertThat(all.lastIndexOf("\u001b[?7h")).isGreaterThan(all.lastIndexOf("\u001b[?7l"));
  }

  /** How the terminal was set; JLine forgets the speed, which such a terminal does not have. */
  private static List<String> set(String all, String when) {
    String line = all.replaceAll("(?s).*" + when + " ([0-9a-f:]+).*", "$1");
    List<String> fields = new ArrayList<>(List.of(line.split(":")));
    int control = Integer.parseInt(fields.get(CONTROL_FLAGS), 16);
    fields.set(CONTROL_FLAGS, Integer.toHexString(control & ~SPEED));
    return fields;
  }
}

package ipcsh.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Prompt;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import ipcsh.record.Emulator;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, watching on a real terminal. */
class WatchIT {
  private static final Duration BOUND = Wait.LONG;

  @TempDir Path directory;

  private final StringBuffer shown = new StringBuffer();
  private final Emulator emulator = new Emulator(100, 30);
  private PtyProcess terminal;
  private Prompt prompt;

  /** A prompt with this name. */
  private Prompt prompt(String name) {
    prompt =
        new Prompt(directory, "-n", name).await(name + "> ").enter("1", "1").await(name + "> ");
    return prompt;
  }

  /** Watches between two queries of the terminal's settings. */
  private void watch(String what) throws IOException {
    Tools.needs(Files.exists(Path.of("target/ipcsh.jar")), "the program is not packaged");
    String script = "echo before $(stty -g); \"$0\" watch " + what + "; echo after $(stty -g)";
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("TERM", "xterm-256color");
    environment.put("XDG_RUNTIME_DIR", directory.toString());
    environment.remove("NO_COLOR");
    terminal =
        new PtyProcessBuilder(new String[] {"/bin/sh", "-c", script, Program.launcher()})
            .setEnvironment(environment)
            .setInitialColumns(100)
            .setInitialRows(30)
            .start();
    Thread reader = new Thread(this::read, "screen");
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    char[] buffer = new char[8192];
    try (Reader in = new InputStreamReader(terminal.getInputStream(), StandardCharsets.UTF_8)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        String text = new String(buffer, 0, n);
        shown.append(text);
        synchronized (emulator) {
          emulator.write(text);
        }
      }
    } catch (IOException closed) {
      // it has ended
    }
  }

  private String screen() {
    synchronized (emulator) {
      return String.join("\n", emulator.text());
    }
  }

  private void sees(String text) {
    try {
      Wait.until(BOUND, text, () -> screen().contains(text));
    } catch (AssertionError e) {
      throw new AssertionError("waiting for <" + text + "> in\n" + screen(), e);
    }
  }

  private void press(String keys) throws IOException {
    terminal.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    terminal.getOutputStream().flush();
  }

  private ProcessHandle program() {
    return ProcessHandle.of(terminal.pid())
        .orElseThrow()
        .descendants()
        .filter(each -> each.info().command().orElse("").endsWith("java"))
        .findFirst()
        .orElseThrow();
  }

  private void isGivenBack() throws InterruptedException {
    assertThat(terminal.waitFor(Wait.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    Wait.until(BOUND, "the end", () -> shown.toString().matches("(?s).*after [0-9a-f:]+\\s+"));
    RestoredTerminal.check(shown.toString());
  }

  @AfterEach
  void end() throws InterruptedException {
    if (terminal != null) {
      terminal.destroyForcibly();
      terminal.waitFor();
    }
    if (prompt != null) {
      prompt.close();
    }
  }

  @Test
  void anotherShellIsSeenAtWork() throws Exception {
    prompt("A").enter("(r, w) = pipe(); write w, 'x' * 30000", "30000").await("A> ");
    watch("");
    sees("all shells");
    sees("30000 of 65536 bytes");
    prompt.enter("read(r, 10000).size", "10000").await("A> ");
    sees("20000 of 65536 bytes");
    prompt.type("(a, b) = socketpair(); j = bg { recv a, 5 }; k = bg { println sleep(0) }\r");
    sees("■ recvfrom");
    prompt.type("send b, 'done'\r");
    Wait.until(BOUND, "nobody waits", () -> !screen().contains("■ recvfrom"));
    synchronized (emulator) {
      terminal.setWinSize(new WinSize(70, 12));
      emulator.resize(70, 12);
    }
    sees("1-11/");
    press("\u001b[F");
    sees("↑");
    // a shell that does not answer does not stop anything
    Outcome stopped = Tools.run(directory, "kill", "-STOP", String.valueOf(prompt.pid()));
    assertThat(stopped.status()).isZero();
    press("\u001b[H");
    sees("1-11/");
    press("q");
    isGivenBack();
    // nor is what waits in its Java machine shown before it has answered
    assertThat(shown.toString()).doesNotContain("pthread_join");
  }

  @Test
  void programThatOpensTheOtherEndIsSeenUntilItHasEnded() throws Exception {
    Path fifo = directory.resolve("fifo");
    prompt("A").enter("mkfifo '" + fifo + "'; 1 + 1", "2").await("A> ");
    prompt.enter("r = open('" + fifo + "', O_RDWR)", "fd 3").await("A> ");
    watch("A");
    sees("0 of 65536 bytes");
    // what Java has open and mapped is not the session's
    assertThat(screen()).doesNotContain("modules");
    String program =
        """
        import os, sys
        opened = os.open(sys.argv[1], os.O_RDWR)
        os.dup2(opened, 77)
        os.close(opened)
        sys.stdin.readline()
        os.execvp('sleep', ['sleep', '1000'])
        """;
    try (Running other = Tools.python(directory, program, fifo.toString())) {
      sees("fd 77 of python");
      other.type("\n");
      sees("fd 77 of sleep");
    }
    Wait.until(BOUND, "its end", () -> !screen().contains("fd 77"));
    press("q");
    isGivenBack();
  }

  @Test
  void programThatIsKilledGivesTheTerminalBack() throws Exception {
    watch("");
    sees("q quits");
    program().destroy();
    isGivenBack();
  }

  @Test
  void promptGoesOnBehindIt() throws IOException {
    Path behind = directory.resolve("behind");
    prompt("A").enter("(r, w) = pipe()", "fd 3").await("A> ");
    prompt.enter("mkfifo '" + behind + "'; 1 + 1", "2").await("A> ");
    String job = "write w, 'abc'; close open('" + behind + "'); println 'printed meanwhile'";
    prompt.type("bg { " + job + " }; watch()\r");
    prompt.await("3 of 65536 bytes").await("this shell");
    // the job prints when the picture is there
    Files.newOutputStream(behind).close();
    prompt.type("\u001b").await("printed meanwhile").await("A> ");
    prompt.enter("1 + 1", "2").await("A> ");
    prompt.type("watch on\r").await("3 r▕").await("▏3");
    prompt.type("bg { sleep 1000 }\r").await("■ bg 2 nanosleep");
    prompt.type("watch off\r").await("A [1]> ");
    prompt.enter("40 + 2", "42");
  }

  @Test
  void withoutTerminalItIsRefused() {
    Outcome outcome =
        Running.start(List.of(Program.launcher(), "watch"), directory, Map.of()).outcome(BOUND);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err()).contains("watch requires a terminal", "draw prints one picture");
  }
}

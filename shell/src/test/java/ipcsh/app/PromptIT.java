package ipcsh.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import ipcsh.kit.Processes;
import ipcsh.kit.Program;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program on a terminal. */
class PromptIT {
  private static final long PATIENCE = Wait.LONG.toNanos();
  private static final String PROMPT = "ipcsh> ";

  @TempDir Path state;

  private final StringBuilder shown = new StringBuilder();
  private PtyProcess program;
  private Thread screen;
  private int seen;

  private void start(String... environment) throws IOException {
    Map<String, String> all = new HashMap<>(System.getenv());
    all.keySet().removeAll(List.of("NO_COLOR", "EDITOR", "VISUAL"));
    all.put("TERM", "xterm-256color");
    all.put("XDG_STATE_HOME", state.toString());
    all.put("XDG_RUNTIME_DIR", state.toString());
    for (int i = 0; i < environment.length; i += 2) {
      all.put(environment[i], environment[i + 1]);
    }
    program =
        new PtyProcessBuilder(new String[] {Program.launcher(), "-n", "ipcsh"})
            .setEnvironment(all)
            .setInitialColumns(100)
            .setInitialRows(30)
            .start();
    screen = new Thread(this::read, "screen");
    screen.setDaemon(true);
    screen.start();
    await(PROMPT);
  }

  private void read() {
    char[] buffer = new char[8192];
    try (Reader in = new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        synchronized (shown) {
          shown.append(buffer, 0, n);
          shown.notifyAll();
        }
      }
    } catch (IOException closed) {
      // it has ended
    }
  }

  /** Waits until this has been shown since the last wait. */
  private void await(String text) {
    long end = System.nanoTime() + PATIENCE;
    synchronized (shown) {
      while (true) {
        String plain = plain(shown.toString());
        int at = plain.indexOf(text, seen);
        if (at >= 0) {
          seen = at + text.length();
          return;
        }
        assertThat(System.nanoTime())
            .as("waiting for <%s> behind <%s>", text, plain.substring(seen))
            .isLessThan(end);
        try {
          shown.wait(100);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  private static String plain(String text) {
    return text.replaceAll("\u001b(\\[[0-9;?]*[a-zA-Z]|[=>])", "").replace("\r", "");
  }

  private void type(String keys) throws IOException {
    program.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    program.getOutputStream().flush();
  }

  /** Types an entry and waits for its output and for the next prompt. */
  private void enter(String entry, String result) throws IOException {
    type(entry + "\r");
    await("\n" + result);
    await(PROMPT);
  }

  private int status() throws InterruptedException {
    assertThat(program.waitFor(Wait.LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
    // everything that it has written has been read
    screen.join();
    return program.exitValue();
  }

  @AfterEach
  void end() throws InterruptedException {
    if (program != null) {
      program.destroyForcibly();
      program.waitFor();
    }
  }

  @Test
  void anEntryShowsItsResultAndKeepsIt() throws Exception {
    start();
    enter("6 * 7", "42");
    enter("_ + 1", "43");
    enter("def x = 5", "5");
    enter("x", "5");
    enter("(a, b) = socketpair AF_UNIX, SOCK_DGRAM", "fd 3  unix dgram  connected");
  }

  @Test
  void aMistakeIsSaidInALineOrTwo() throws Exception {
    start();
    enter("bind s 'x'", "a comma is missing");
    enter("sokcet AF_UNIX", "no such command or function: 'sokcet'; did you mean socket?");
    enter("1 / 0", "ArithmeticException");
    assertThat(plain(shown.toString())).doesNotContain("\tat ");
  }

  @Test
  void ctrlCInterruptsABlockedCallAndTheSessionGoesOn() throws Exception {
    start();
    enter("(a, b) = socketpair()", "fd 3");
    type("recv a\r");
    Processes.awaitCall(program.pid(), "recvfrom(3, ...)");
    type("\3");
    await("= -1 EINTR");
    type("7 * 8\r");
    await("\n56");
  }

  @Test
  void ctrlCRunsTheBlockOfSigint() throws Exception {
    start();
    enter("n = 0; signal(SIGINT) { println \"int ${++n} $it.code.\" }", "SIG_DFL");
    type("\3");
    await("\nint 1 128.\n" + PROMPT);
    enter("(a, b) = socketpair()", "fd 3");
    type("recv a\r");
    Processes.awaitCall(program.pid(), "recvfrom(3, ...)");
    type("\3");
    await("int 2 128.\n");
    await("= -1 EINTR");
    await(PROMPT);
    enter("signal(SIGINT, SIG_DFL)", "a block");
    type("println 'begun'; while (true) {}\r");
    await("\nbegun\n");
    type("\3");
    await("interrupted");
    await(PROMPT);
    enter("n", "2");
  }

  @Test
  void ctrlCGivesAHalfTypedLineUpAndRunsTheBlock() throws Exception {
    start();
    enter("signal(SIGINT) { println 'int.' }", "SIG_DFL");
    type("half");
    await("half");
    type("\3");
    await("^C\nint.\n" + PROMPT);
    enter("2 + 3", "5");
  }

  @Test
  void whatBlockThrowsBetweenEntriesIsShown() throws Exception {
    start();
    enter("signal(SIGUSR1) { throw new IllegalStateException('from the block') }", "SIG_DFL");
    send("USR1");
    await("from the block\n" + PROMPT);
    enter("signal(SIGTERM) { exit 5 }", "SIG_DFL");
    send("TERM");
    assertThat(status()).isEqualTo(5);
  }

  @Test
  void resizeRunsTheBlockOfSigwinch() throws Exception {
    start();
    enter("signal(SIGWINCH) { println 'resized.' }", "SIG_DFL");
    program.setWinSize(new WinSize(60, 20));
    await("resized.\n" + PROMPT);
    enter("2 + 3", "5");
  }

  private void send(String signal) throws Exception {
    String pid = String.valueOf(program.pid());
    assertThat(new ProcessBuilder("kill", "-" + signal, pid).start().waitFor()).isZero();
  }

  @Test
  void ctrlCEndsALoop() throws Exception {
    start();
    type("println 'begun'; while (true) {}\r");
    await("\nbegun\n");
    type("\3");
    await("interrupted");
    await(PROMPT);
  }

  @Test
  void ctrlCGivesAHalfTypedLineUp() throws Exception {
    start();
    type("nonsense(");
    await("nonsense(");
    type("\3");
    await("^C");
    await(PROMPT);
    enter("2 + 3", "5");
  }

  @Test
  void anOpenClosureGoesOnOnTheNextLine() throws Exception {
    start();
    type("[1, 2].collect {\r");
    await("... ");
    type("it * 10\r");
    await("... ");
    enter("}", "[10, 20]");
  }

  @Test
  void ctrlDEndsWithZeroAndExitWithItsStatus() throws Exception {
    start();
    type("\4");
    assertThat(status()).isZero();
    seen = 0;
    shown.setLength(0);
    start();
    type("exit 7\r");
    assertThat(status()).isEqualTo(7);
  }

  @Test
  void theLineIsThereAfterAResize() throws Exception {
    start();
    type("'before' + ");
    await("'before' + ");
    program.setWinSize(new WinSize(60, 20));
    await(PROMPT + "'before' + ");
    enter("'after'", "beforeafter");
    enter("'x'.size() + " + "1 + ".repeat(30) + "1", "32");
  }

  @Test
  void withNoColorNothingIsColoured() throws Exception {
    start("NO_COLOR", "1");
    enter("nonsense", "no such variable or command: 'nonsense'");
    type("close ");
    await("close(fd");
    assertThat(shown.toString()).doesNotContainPattern("\u001b\\[[0-9;]*[1-9][0-9;]*m");
  }

  @Test
  void aDumbTerminalSeesNoEscapes() throws Exception {
    start("TERM", "dumb");
    type("6 * 7\n");
    await("42");
    await(PROMPT);
    type("sokcet 1\n");
    await("did you mean socket?");
    assertThat(shown.toString()).doesNotContain("\u001b");
  }

  @Test
  void tabCompletesByType() throws Exception {
    start();
    enter("0", "0");
    type("s = socket AF_UNIX, SOCK_DGR\t");
    await("SOCK_DGRAM");
    type("\r");
    await("unix dgram");
    await(PROMPT);
    type("recvf\t");
    await("recvfrom ");
  }

  @Test
  void theEditorGivesTheEntryBack() throws Exception {
    Path editor = Files.writeString(state.resolve("editor"), "#!/bin/sh\necho '40 + 2' > \"$1\"\n");
    assertThat(editor.toFile().setExecutable(true)).isTrue();
    start("EDITOR", editor.toString());
    type("x\u0018\u0005");
    await("40 + 2");
    enter("", "42");
  }

  @Test
  void whatWasTypedIsThereInTheNextShell() throws Exception {
    start();
    enter("'one' + 'two'", "onetwo");
    type("\4");
    assertThat(status()).isZero();
    seen = 0;
    shown.setLength(0);
    start();
    type("\u0012'one'");
    await("'one' + 'two'");
  }

  @Test
  void aLessonShowsALineAndRunsItAtEnter() throws Exception {
    start();
    enter("r = 'mine'", "mine");
    type("lesson 12\r");
    await("Enter runs the line");
    await("== Pipe: bytes in, bytes out ==");
    await(PROMPT + "(r, w) = pipe()");
    type("\r");
    await("\nfd 3  pipe  read end");
    await(PROMPT + "write w, 'one'");
    type("q");
    await("\n" + PROMPT);
    enter("r", "mine");
    enter("fds.count { it.number in [3, 4] }", "0");
    assertThat(plain(shown.toString())).doesNotContain("write w, 'two'");
  }

  @Test
  void aLessonRunsNothingBeforeAKeyIsTyped() throws Exception {
    start();
    type("lesson 12\r");
    await(PROMPT + "(r, w) = pipe()");
    type("\3");
    await("\n" + PROMPT);
    enter("6 * 7", "42");
    assertThat(plain(shown.toString())).doesNotContain("fd 3");
  }

  @Test
  void aLessonRunsOnToItsEnd() throws Exception {
    start();
    enter("0", "0");
    type("lesson \t");
    await("21");
    type("\u0015lesson udp\r");
    await(PROMPT + "server = socket AF_INET, SOCK_DGRAM");
    type("c");
    await("On a connected socket the next call reports it: recv(");
    await(PROMPT + "close client\n0\n" + PROMPT);
    enter("lesson 99", "lesson: expected the number or the name of a lesson, given 99");
  }

  @Test
  void descriptorsCountFromThreeHoweverLongOneTyped() throws Exception {
    start();
    enter("0", "0");
    type("help 'all'\r");
    await("q quits");
    type("q");
    await(PROMPT);
    enter("pipe()", "fd 3  pipe  read end\nfd 4  pipe  write end");
  }

  @Test
  void childrenLeaveThePromptAndTheTerminalAlone() throws Exception {
    start();
    enter("(a, b) = socketpair(); c = fork(); 'forked'", "forked");
    type("println \"child ${c.pid}.\"\r");
    await("\nchild ");
    int from = seen;
    await(".");
    long child = Long.parseLong(plain(shown.toString()).substring(from, seen - 1));
    await(PROMPT);
    String settings = settings();
    String withJob = "ipcsh [1]> ";
    type("p = c.start { recv b }; eventually { p.call } != null\r");
    await("\ntrue\n" + withJob);
    type("nonsense(");
    await("nonsense(");
    type("\3");
    await("^C");
    await(withJob);
    type("jobs\r");
    await("\nchild ");
    await("  blocked in recvfrom(");
    await(withJob);
    enter("send a, 'x'; p.get().text", "x");
    type("c { recv b }\r");
    Processes.awaitCall(child, "recvfrom(4, ...)");
    type("\3");
    await("EINTR");
    await(PROMPT);
    enter("c { getpid() } == c.pid", "true");
    enter("c { exit 3 }; waitpid(c).exit", "3");
    assertThat(settings()).isEqualTo(settings);
  }

  @Test
  void whatStaysBehindIsSaidAtTheEnd() throws Exception {
    start();
    enter("mkfifo '" + state + "/left'", "0");
    enter("mkfifo '" + state + "/gone'", "0");
    enter("atexit { unlink '" + state + "/gone' }; 1", "1");
    type("\4");
    await("left behind: FIFO " + state + "/left; remove with: rm " + state + "/left\n");
    assertThat(status()).isZero();
    assertThat(state.resolve("gone")).doesNotExist();
    Files.delete(state.resolve("left"));
  }

  /** The output of stty while an entry runs. */
  private String settings() throws IOException {
    type("println '<' + ['sh', '-c', 'stty -g </dev/tty'].execute().text.trim() + '>'\r");
    await("\n<");
    int from = seen;
    await(">");
    String text = plain(shown.toString()).substring(from, seen - 1);
    await(PROMPT);
    return text;
  }
}

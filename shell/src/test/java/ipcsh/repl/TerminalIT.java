package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Program;
import ipcsh.kit.Prompt;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the prompt handles keys and signals at any time, and how it leaves the terminal. */
class TerminalIT {
  private static final String PASTE = "\u001b[200~";
  private static final String PASTED = "\u001b[201~";
  private static final String CTRL_C = "\3";
  private static final String CTRL_BACKSLASH = "\34";
  private static final Duration BOUND = Wait.LONG;

  @TempDir Path directory;

  private Prompt start() {
    return new Prompt(directory, "-n", "A").await("A> ");
  }

  private static void signal(String name, long pid) {
    assertThat(Tools.run(Path.of("/"), "kill", "-" + name, String.valueOf(pid)).status()).isZero();
  }

  @Test
  void aPasteRunsEntryByEntry() {
    try (Prompt prompt = start()) {
      prompt.type(PASTE + "n = 20\rn + nonsense\rif (n > 1) {\r  println 'big'\r}\r");
      prompt.type("else {\r  println 'small'\r}\rn + 1\rlist = [\r  7,\r" + PASTED);
      prompt.await("\n20").await("paste:2: no such variable or command: 'nonsense'");
      prompt.await("\nbig").await("\n21");
      // the incomplete entry can be completed
      prompt.type("8]\r").await("\n[7, 8]");
      prompt.enter("history()[-2]", "n + 1");
    }
  }

  @Test
  void afterCtrlCTheRestOfAPasteIsNotRun() {
    try (Prompt prompt = start()) {
      prompt.enter("(a, b) = socketpair()", "fd 3");
      prompt.type(PASTE + "println 'waits'; recv a\rprintln 'never' + 1\r" + PASTED);
      prompt.await("\nwaits").type(CTRL_C).await("the rest of the paste is not run: 1 entry");
      prompt.enter("1 + 1", "2");
      assertThat(prompt.raw()).doesNotContain("never1");
    }
  }

  @Test
  void tabAsksNothing() {
    try (Prompt prompt = start()) {
      prompt.enter("1 + 1", "2");
      prompt.type("\tprintln 40 + 2\r").await("\n42");
      prompt.type("{ ->\r\tprintln 1\r}()\r").await("\n1");
      prompt.type("S").type("\t");
      prompt.await("possibilities: type another letter").type(CTRL_C);
      prompt.enter("2 + 2", "4");
      assertThat(prompt.raw()).doesNotContain("do you wish");
    }
  }

  @Test
  void ctrlCLeavesThePagesAsQDoes() {
    try (Prompt prompt = start()) {
      for (String key : List.of(CTRL_C, "q", "h" + CTRL_C)) {
        prompt.type("help 'all'\r").await("Space continues").type(key).await("more lines");
        prompt.enter("'still ' + 'here'", "still here");
      }
      assertThat(prompt.raw()).contains("Files and descriptors").contains("previous page");
      assertThat(prompt.raw())
          .doesNotContain("Interrupted")
          .doesNotContain("Ctrl-D ends the shell");
    }
  }

  @Test
  void ctrlBackslashDoesNothing() {
    try (Prompt prompt = start()) {
      prompt.type("1 +" + CTRL_BACKSLASH + " 1\r").await("\n2");
      prompt.type("println 'waits'; (a, b) = socketpair(); recv a\r").await("\nwaits");
      prompt.type(CTRL_BACKSLASH).type(CTRL_C).await("EINTR");
      signal("QUIT", prompt.pid());
      prompt.enter("2 + 2", "4");
      assertThat(prompt.raw()).doesNotContain("thread dump");
    }
  }

  @Test
  void theFirstCtrlCInALoopThatGoesOnSaysThatASecondLeavesIt() {
    try (Prompt prompt = start()) {
      prompt.enter("(a, b) = socketpair()", "fd 3");
      prompt.type("while (true) try { println 'calls'; recv a } catch (SysException e) { }\r");
      prompt.await("\ncalls").awaitCall("recvfrom(3, ...)").type(CTRL_C).await("calls");
      prompt.await("still running, in recv").await("a second Ctrl-C ends the loop");
      prompt.type(CTRL_C).await("interrupted").await("A> ");
    }
  }

  @Test
  void aSignalThatEndsTheShellLeavesTheTerminalAsItWas() {
    for (String signal : List.of("TERM", "HUP", "ABRT", "SEGV")) {
      Path pid = directory.resolve("pid");
      String script =
          "stty 9600; stty -a >before; echo $$ >pid; %s -n A; stty -a >after; sleep 60"
              .formatted(Program.launcher());
      List<String> command = List.of("bash", "-c", "cd " + directory + "; " + script);
      try (Prompt prompt = new Prompt(directory, command).await("A> ")) {
        prompt.enter("1 + 1", "2").type("half a line").await("half a line");
        signal(signal, child(pid));
        Wait.until(BOUND, "stty", () -> text("after").contains("echoke"));
        assertThat(text("after")).isEqualTo(text("before")).contains("speed 9600");
        // the reader of the terminal may be behind
        Wait.until(BOUND, prompt::raw, () -> isGivenBack(prompt.raw()));
      }
      assertThat(directory.resolve("after").toFile().delete()).isTrue();
    }
  }

  private static boolean isGivenBack(String raw) {
    return raw.lastIndexOf("\u001b[?2004l") > raw.lastIndexOf("\u001b[?2004h")
        && raw.lastIndexOf("\u001b>") > raw.lastIndexOf("\u001b=");
  }

  private String text(String file) {
    try {
      return Files.exists(directory.resolve(file)) ? Files.readString(directory.resolve(file)) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long child(Path pid) {
    long parent = Long.parseLong(text(pid.getFileName().toString()).strip());
    return ProcessHandle.of(parent).orElseThrow().children().findFirst().orElseThrow().pid();
  }
}

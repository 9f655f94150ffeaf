package ipcsh.batch;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Processes;
import ipcsh.kit.Program;
import ipcsh.kit.Prompt;
import ipcsh.kit.Running;
import ipcsh.kit.Signals;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Repeated Ctrl-C while the code runs where neither Java nor the C library checks for interrupts.
 */
class RepeatedInterruptIT {
  private static final Duration BOUND = Wait.LONG;
  private static final String WARNING =
      "still running: a third Ctrl-C ends this shell, its children and roles";

  /** Code on the evaluating thread that no interrupt ends, once it has printed this. */
  private static final String CAUGHT =
      "while (true) { try { println ' ' + 'end'; Thread.sleep(1000) }"
          + " catch (Throwable t) { println 'cau' + 'ght' } }";

  private static final Pattern SAID = Pattern.compile("(?m)^pids (\\d+ \\d+ \\d+) dir (/\\S+)$");

  @TempDir Path directory;

  private void press(Running program) {
    Tools.run(directory, "kill", "-INT", "" + program.pid());
    Signals.awaitTaken(program.pid(), Signals.INT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        CAUGHT,
        "println ' end'; new ServerSocket(0).accept()",
        "thread('t') { " + CAUGHT + " }",
        "c { println ' end'; new ServerSocket(0).accept() }",
        "def f() { try { f() } finally { " + CAUGHT + " } }; f()",
      })
  void theSecondSaysWhatTheThirdOneDoes(String code) throws IOException {
    String all =
        "c = fork(); s = shell('x'); p = spawn('sleep', '1000'); atexit { println 'bye' }\n"
            + "println \"pids ${[c, s, p]*.pid.join(' ')} dir ${s { getcwd() }}\"\n"
            + code;
    Running program = Program.start(directory, "-e", all).awaitOutput(" end\n");
    Matcher said = SAID.matcher(program.output());
    assertThat(said.find()).as(program.output()).isTrue();
    press(program);
    if (code.contains(CAUGHT)) {
      // and is caught there again
      program.awaitOutput("caught\n end\n");
    }
    press(program);
    program.awaitErrors(WARNING);
    press(program);
    Outcome outcome = program.outcome(BOUND);
    assertThat(outcome.status()).isEqualTo(130);
    assertThat(outcome.out()).contains("bye");
    assertThat(outcome.err()).contains("ipcsh: " + WARNING).doesNotContain("\tat ");
    for (String pid : said.group(1).split(" ")) {
      Processes.awaitEnd(Long.parseLong(pid));
    }
    assertThat(Path.of(said.group(2))).doesNotExist();
  }

  @Test
  void whoWaitsForAnEntryNeedsNotInsist() throws IOException {
    Running program = Program.start(directory, "-k").type("println 'begun'").awaitOutput("begun");
    Processes.awaitCall(program.pid(), "read(0, ...)");
    press(program);
    // its input stays open: end of file would end it too
    Processes.awaitEnd(program.pid());
    assertThat(program.outcome(BOUND).status()).isEqualTo(130);
  }

  @Test
  void atThePromptTheTerminalAndTheHistoryAreKept() throws IOException {
    Path line = directory.resolve("line");
    String shell = Program.launcher();
    Files.writeString(
        line,
        "trap : INT; stty -a >before; "
            + shell
            + "; echo status $?; stty -a >after; cmp before after");
    try (Prompt prompt =
        new Prompt(directory, List.of("sh", "-c", "cd '" + directory + "'; . ./line"))) {
      prompt.await("> ");
      prompt.enter("c = fork(); p = spawn('sleep', '1000'); [c.pid, p.pid]", "[");
      prompt.await("> ").type("println 'begun'; new ServerSocket(0).accept()\r").await("\nbegun");
      long pid = child(prompt.pid());
      prompt.controlC(pid).controlC(pid).await(WARNING).type("\3").await("status 130");
      assertThat(prompt.status()).isZero();
    }
    try (Stream<Path> left = Files.walk(directory)) {
      assertThat(left.filter(path -> path.getFileName().toString().matches("[A-Z]\\.\\d+")))
          .isEmpty();
    }
    assertThat(Files.readString(directory.resolve("state/ipcsh/history"))).contains("ServerSocket");
  }

  private static long child(long parent) {
    return ProcessHandle.of(parent).orElseThrow().children().findFirst().orElseThrow().pid();
  }

  @Test
  void whatEndsAfterTheSecondOneIsAsBefore() throws IOException {
    try (Prompt prompt = new Prompt(directory)) {
      prompt.await("> ");
      prompt.enter("(a, b) = socketpair(); 1", "1");
      prompt.type("println 'begun'; while (true) { try { recv a } catch (e) { } }\r");
      prompt.await("\nbegun").awaitCall("recvfrom(3, ...)").type("\3");
      prompt.await("a second Ctrl-C ends the loop").type("\3");
      prompt.await("interrupted").await("> ").enter("6 * 7", "42");
      // and each entry starts from the beginning
      prompt.type("println 'again'; recv a\r").await("\nagain").type("\3").await("EINTR");
      prompt.await("> ").enter("7 * 7", "49");
    }
  }

  @Test
  void aRoleThatDoesNotAnswerIsLeftToItself() {
    try (Prompt prompt = new Prompt(directory)) {
      prompt.await("> ");
      prompt.enter("s = shell('x'); s { 1 }", "1");
      prompt.type("s { " + CAUGHT + " }\r").await(" end");
      prompt.controlC(prompt.pid()).await("caught").await(" end");
      prompt.controlC(prompt.pid()).await("it does not answer").await("> ");
      prompt.enter("6 * 7", "42");
    }
  }

  @Test
  void aReplayEndsWhateverItsScenarioDoes() throws IOException {
    Path scenario = directory.resolve("s.groovy");
    Files.writeString(scenario, "println 'begun'\n" + CAUGHT + "\n");
    Running program =
        Running.start(List.of(Program.launcher(), "replay", "s.groovy"), directory, Map.of());
    program.awaitOutput("while");
    press(program);
    assertThat(program.outcome(BOUND).status()).isEqualTo(130);
  }
}

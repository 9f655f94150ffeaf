package ipcsh.batch;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C pressed again and again where neither Java nor the C library looks. */
class InsistenceIT {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String WARNING =
      "still running: a third Ctrl-C ends this shell, its children and roles";

  /** What no interruption ends once it has said so, on the thread that evaluates. */
  private static final String CAUGHT =
      "while (true) { try { println ' ' + 'end'; Thread.sleep(1000) }"
          + " catch (Throwable t) { println 'cau' + 'ght' } }";

  @TempDir Path folder;

  private void press(Running program) {
    Tools.run(folder, "kill", "-INT", "" + program.pid());
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
    Running program = Program.start(folder, "-e", all).awaitOutput(" end\n");
    String[] words = program.output().split("\\s+");
    List<String> pids = List.of(words[1], words[2], words[3]);
    press(program);
    if (code.contains(CAUGHT)) {
      // and is where it is caught again
      program.awaitOutput("caught\n end\n");
    }
    press(program);
    program.awaitErrors(WARNING);
    press(program);
    Outcome outcome = program.outcome(BOUND);
    assertThat(outcome.status()).isEqualTo(130);
    assertThat(outcome.out()).contains("bye");
    assertThat(outcome.err()).contains("ipcsh: " + WARNING).doesNotContain("\tat ");
    Wait.until(
        BOUND,
        "the end of all",
        () -> pids.stream().noneMatch(pid -> alive(Path.of("/proc", pid))));
    assertThat(Path.of(words[5])).doesNotExist();
  }

  /** A zombie has no memory. */
  private static boolean alive(Path process) {
    try {
      return Files.readString(process.resolve("status")).contains("VmSize");
    } catch (IOException gone) {
      return false;
    }
  }

  @Test
  void whoWaitsForAnEntryNeedsNotInsist() throws IOException {
    Running program = Program.start(folder, "-k").type("println 'begun'").awaitOutput("begun");
    Wait.until(BOUND, "the next entry is read", () -> isReading(program.pid()));
    press(program);
    // its input stays open: the end of that would end it too
    Wait.until(BOUND, "its end", () -> !ProcessHandle.of(program.pid()).isPresent());
    assertThat(program.outcome(BOUND).status()).isEqualTo(130);
  }

  private static boolean isReading(long pid) {
    String read = System.getProperty("os.arch").equals("aarch64") ? "63 0x0 " : "0 0x0 ";
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
      return threads.anyMatch(
          thread -> {
            try {
              return Files.readString(thread.resolve("syscall")).startsWith(read);
            } catch (IOException over) {
              return false;
            }
          });
    } catch (IOException over) {
      return false;
    }
  }

  @Test
  void atThePromptTheTerminalAndTheHistoryAreKept() throws IOException {
    Path line = folder.resolve("line");
    String shell = Path.of("ipcsh").toAbsolutePath().toString();
    Files.writeString(
        line,
        "trap : INT; stty -a >before; "
            + shell
            + "; echo status $?; stty -a >after; cmp before after");
    try (Prompt prompt = new Prompt(folder, List.of("sh", "-c", "cd '" + folder + "'; . ./line"))) {
      prompt.await("> ");
      prompt.enter("c = fork(); p = spawn('sleep', '1000'); [c.pid, p.pid]", "[");
      prompt.await("> ").type("println 'begun'; new ServerSocket(0).accept()\r").await("\nbegun");
      long pid = child(prompt.pid());
      prompt.controlC(pid).controlC(pid).await(WARNING).type("\3").await("status 130");
      assertThat(prompt.status()).isZero();
    }
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(path -> path.getFileName().toString().matches("[A-Z]\\.\\d+")))
          .isEmpty();
    }
    assertThat(Files.readString(folder.resolve("state/ipcsh/history"))).contains("ServerSocket");
  }

  private static long child(long parent) {
    return ProcessHandle.of(parent).orElseThrow().children().findFirst().orElseThrow().pid();
  }

  @Test
  void whatEndsAfterTheSecondOneIsAsBefore() throws IOException {
    try (Prompt prompt = new Prompt(folder)) {
      prompt.await("> ");
      prompt.enter("(a, b) = socketpair(); 1", "1");
      prompt.type("println 'begun'; while (true) { try { recv a } catch (e) { } }\r");
      prompt.await("\nbegun").type("\3").await("a second Ctrl-C ends the loop").type("\3");
      prompt.await("interrupted").await("> ").enter("6 * 7", "42");
      // and each entry begins anew
      prompt.type("println 'again'; recv a\r").await("\nagain").type("\3").await("EINTR");
      prompt.await("> ").enter("7 * 7", "49");
    }
  }

  @Test
  void aRoleThatDoesNotAnswerIsLeftToItself() {
    try (Prompt prompt = new Prompt(folder)) {
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
    Path scenario = folder.resolve("s.groovy");
    Files.writeString(scenario, "println 'begun'\n" + CAUGHT + "\n");
    Running program =
        Running.start(
            List.of(Path.of("ipcsh").toAbsolutePath().toString(), "replay", "s.groovy"),
            folder,
            Map.of());
    program.awaitOutput("while");
    press(program);
    assertThat(program.outcome(BOUND).status()).isEqualTo(130);
  }
}

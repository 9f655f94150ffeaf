package ipcsh.batch;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Prompt;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ctrl-C pressed again and again where neither Java nor the C library looks. */
class InsistenceIT {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String WARNING =
      "it goes on: a third Ctrl-C ends this shell, its children and roles";

  /** What no interruption ends, on the thread that evaluates. */
  private static final String CAUGHT =
      "while (true) { try { Thread.sleep(1000) } catch (Throwable t) { } }";

  @TempDir Path folder;

  private void press(Running program) {
    Tools.run(folder, "kill", "-INT", "" + program.pid());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "println ' end'; " + CAUGHT,
        "println ' end'; new ServerSocket(0).accept()",
        "thread('t') { println ' end'; " + CAUGHT + " }",
        "c { println ' end'; new ServerSocket(0).accept() }",
        "println ' end'; def f() { try { f() } finally { " + CAUGHT + " } }; f()",
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
  void whatEndsAfterTheSecondOneIsAsBefore() throws IOException {
    try (Prompt prompt = new Prompt(folder)) {
      prompt.await("> ");
      prompt.enter("(a, b) = socketpair(); 1", "1");
      prompt.type("println 'begun'; while (true) { try { recv a } catch (e) { } }\r");
      prompt.await("\nbegun").type("\3").await("a second Ctrl-C leaves the loop").type("\3");
      prompt.await("interrupted").await("> ").enter("6 * 7", "42");
      // and each entry begins anew
      prompt.type("println 'again'; recv a\r").await("\nagain").type("\3").await("EINTR");
      prompt.await("> ").enter("7 * 7", "49");
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

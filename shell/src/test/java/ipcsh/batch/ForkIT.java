package ipcsh.batch;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Processes;
import ipcsh.kit.Program;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forked children of the program: none survives it, however it ends. */
class ForkIT {
  private static final Duration BOUND = Wait.LONG;

  /** One idle, one blocked in a call, one stopped, one forked by another child. */
  private static final String FOUR_CHILDREN =
      """
      s = sem_init(mmap(4096), 0)
      idle = fork()
      blocked = fork()
      p = blocked.start { sem_wait s }
      eventually(timeout: 60.s) { p.call }
      stopped = fork()
      kill stopped, SIGSTOP
      below = idle { fork() }
      new File('pids').text = [idle, blocked, stopped, below]*.pid.join(' ')
      println 'ready'
      """;

  @TempDir Path directory;

  private List<ProcessHandle> children() throws IOException {
    return Stream.of(Files.readString(directory.resolve("pids")).split(" "))
        .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
        .toList();
  }

  private static void awaitEnds(List<ProcessHandle> children) {
    for (ProcessHandle child : children) {
      Processes.awaitEnd(child.pid());
    }
  }

  private Running start(String end) throws IOException {
    Files.writeString(directory.resolve("script.groovy"), FOUR_CHILDREN + end);
    return Program.start(directory, "script.groovy");
  }

  @Test
  void allEndWithAKilledShell() throws IOException {
    Running program = start("sleep 1000.s\n").awaitOutput("ready");
    List<ProcessHandle> children = children();
    assertThat(children).hasSize(4).allMatch(ProcessHandle::isAlive);
    Tools.run(directory, "kill", "-KILL", "" + program.pid());
    awaitEnds(children);
    program.close();
  }

  @Test
  void allEndWithAShellThatIsTerminated() throws IOException {
    Running program = start("sleep 1000.s\n").awaitOutput("ready");
    List<ProcessHandle> children = children();
    Tools.run(directory, "kill", "-TERM", "" + program.pid());
    awaitEnds(children);
    program.outcome(BOUND);
  }

  @Test
  void allEndWithTheScript() throws IOException {
    Running program = start("System.in.read()\n").awaitOutput("ready");
    List<ProcessHandle> children = children();
    Outcome outcome = program.outcome(BOUND);
    assertThat(outcome.status()).as(outcome.err()).isZero();
    awaitEnds(children);
  }

  @Test
  void interruptionOfABlockedChildIs130() throws IOException {
    Files.writeString(
        directory.resolve("script.groovy"),
        "(a, b) = socketpair()\nc = fork()\nnew File('pids').text = c.pid\nprintln 'waits'\nc { recv b }\n");
    Running program = Program.start(directory, "script.groovy").awaitOutput("waits");
    ProcessHandle child = children().get(0);
    Processes.awaitCall(child.pid(), "recvfrom(4, ...)");
    Tools.run(directory, "kill", "-INT", "" + program.pid());
    Outcome outcome = program.outcome(BOUND);
    assertThat(outcome.status()).as(outcome.err()).isEqualTo(130);
    assertThat(outcome.err()).contains("script.groovy:5: ").contains("EINTR");
  }
}

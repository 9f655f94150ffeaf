package ipcsh.repl;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Program;
import ipcsh.kit.Tmux;
import ipcsh.kit.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prompt in a pane of a real tmux, 80 columns wide, whose TERM is tmux's own. */
class TmuxIT {
  @TempDir Path directory;

  @BeforeAll
  static void theStartUpCacheIsThere() {
    Program.run(Path.of(".").toAbsolutePath(), "-e", "1");
  }

  private Tmux tmux;
  private String home;

  @BeforeEach
  void start() {
    Tools.needs(Files.exists(Path.of("target/ipcsh.jar")), "the program is not packaged");
    tmux = new Tmux(directory);
    String command =
        "cd %s && XDG_STATE_HOME=%s XDG_RUNTIME_DIR=%s exec %s -n A"
            .formatted(directory, directory, directory, Program.launcher());
    tmux.run(
        "start-server",
        ";",
        "set",
        "-g",
        "default-terminal",
        "tmux-256color",
        ";",
        "new-session",
        "-d",
        "-x",
        "80",
        "-y",
        "24",
        command);
    home = tmux.panes().get(0);
    tmux.await(home, "A>");
  }

  @AfterEach
  void end() {
    tmux.close();
  }

  @Test
  void newshellOpensAPaneWithAShellOfThatName() {
    tmux.enter(home, "newshell 'B'");
    tmux.await(home, "B is in a new pane");
    List<String> panes = tmux.panes();
    assertThat(panes).hasSize(2);
    String other = panes.stream().filter(pane -> !pane.equals(home)).findFirst().orElseThrow();
    tmux.await(other, "B>");
    tmux.enter(home, "@B 6 * 7");
    tmux.await(home, "\n42");
  }

  @Test
  void openOfAFileThatIsNotThereOpensNothing() {
    tmux.enter(home, "open 'nofile'");
    tmux.await(home, "open(\"nofile\", O_RDONLY) = -1 ENOENT (No such file or directory)");
    tmux.await(home, "to start another shell beside this one: newshell 'nofile'");
    tmux.enter(home, "println 'the ' + 'end'");
    tmux.await(home, "\nthe end");
    assertThat(tmux.panes()).hasSize(1);
  }

  @Test
  void aPictureInThePagerHasLines() {
    tmux.enter(home, "12.times { socketpair() }; pipe(); draw");
    tmux.await(home, "Space continues");
    tmux.run("send-keys", "-t", home, "q");
    tmux.await(home, "more line");
    assertThat(tmux.in(home)).contains("╭─", "─╮", "│", "▶").doesNotContain("lqqq", "x   ", "qqqk");
    tmux.enter(home, "println 'the ' + 'end'");
    tmux.await(home, "\nthe end");
    // the viewed part is still there
    assertThat(tmux.in(home)).contains("╭─");
  }
}

package ipcsh.batch;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Checkout;
import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Prompt;
import ipcsh.kit.Running;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program where directories are missing, full or read-only, and programs are not installed. */
class BareMachineIT {
  private static final String ROLE = "shell('a') { 6 * 7 }";

  @TempDir Path directory;

  private Outcome run(List<String> command, String... words) {
    List<String> all = new ArrayList<>(command);
    all.add(Program.launcher());
    all.addAll(List.of(words));
    return Running.start(all, directory, Map.of()).outcome(Wait.LONG);
  }

  private void expectMounts() {
    Tools.needs(
        Tools.has("unshare") && Tools.run(directory, "unshare", "--mount", "true").status() == 0,
        "no mount namespaces here");
  }

  @Test
  void itNeedsNoHomeDirectory() {
    assertThat(run(List.of("env", "-u", "HOME"), "-e", "6 * 7").out()).isEqualTo("42\n");
    assertThat(run(List.of("env", "HOME=/dev/null/x"), "-e", "6 * 7").out()).isEqualTo("42\n");
  }

  @Test
  void aTemporaryDirectoryIsMadeElsewhere() {
    List<String> env =
        List.of(
            "env",
            "IPCSH_JAVA_OPTS=-Dipcsh.scratch=" + directory + "/missing",
            "TMPDIR=" + directory);
    assertThat(run(env, "-e", ROLE).out()).endsWith("a: 42\n42\n");
    assertThat(run(env, "-e", "scratch()").out()).startsWith(directory + "/ipcsh-");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whereNoneCanBeThatIsSaidOnce() {
    expectMounts();
    String script =
        """
        mount -t tmpfs -o ro tmpfs /var/tmp && mount -t tmpfs -o ro tmpfs /dev/shm && exec "$@"
        """;
    List<String> command =
        List.of(
            "env",
            "IPCSH_JAVA_OPTS=-Dipcsh.scratch=" + directory + "/missing",
            "TMPDIR=/dev/null/x",
            "XDG_RUNTIME_DIR=" + directory + "/missing",
            "unshare",
            "--mount",
            "sh",
            "-c",
            script,
            "sh");
    Outcome outcome = run(command, "-e", ROLE);
    assertThat(outcome.status()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo(
            "ipcsh: no place for a temporary directory: "
                + directory
                + "/missing (does not exist), /dev/null/x (not a directory), "
                + "/var/tmp (read-only file system), /dev/shm (read-only file system); "
                + "TMPDIR can name another\n");
    assertThat(run(command, "-e", "6 * 7").out()).isEqualTo("42\n");
  }

  @Test
  void aPromptWorksWithoutRoomForItsHistory() {
    expectMounts();
    String script =
        """
        mkdir -p "$XDG_STATE_HOME" && mount -t tmpfs -o size=4k,nr_inodes=1 tmpfs "$XDG_STATE_HOME"
        exec "$@"
        """;
    List<String> command =
        List.of("unshare", "--mount", "sh", "-c", script, "sh", Program.launcher(), "-n", "A");
    try (Prompt prompt = new Prompt(directory, command).await("A> ")) {
      prompt.enter("6 * 7", "42");
      // Ctrl-P is the entry before
      prompt.await("A> ").enter("\20", "42");
    }
  }

  /** A directory with what the launcher needs, and nothing else. */
  private Path programs() throws IOException {
    Path programs = Files.createDirectory(directory.resolve("bin"));
    for (String name : List.of("sh", "bash", "readlink", "uname", "stat", "cat", "sha256sum")) {
      Path found =
          Stream.of(System.getenv("PATH").split(":"))
              .map(each -> Path.of(each, name))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      Files.copy(found, programs.resolve(name), StandardCopyOption.COPY_ATTRIBUTES);
    }
    return programs;
  }

  @Test
  void whatNeedsAProgramThatIsNotInstalledSaysSoInOneLine() throws IOException {
    List<String> env = List.of("/usr/bin/env", "PATH=" + programs());
    assertThat(run(env, "-e", "6 * 7").out()).isEqualTo("42\n");
    assertThat(run(env, "observe", "true").err())
        .startsWith("ipcsh: observe: strace(1) is not installed")
        .hasLineCount(1);
    assertThat(
            run(env, "replay", "--tmux", Checkout.file("scripts/demos/lost-update.groovy") + "")
                .err())
        .isEqualTo("ipcsh: --tmux: tmux is not installed; without --tmux each role has a column\n");
    assertThat(run(env, "man", "recv").out())
        .startsWith("recv(fd, ")
        .endsWith("(recv(2) is not installed here)\n");
    assertThat(run(env, "-e", "spawn('gcc', 'x.c')").err())
        .contains("no directory in PATH has a program gcc");
  }

  @Test
  void aStartUpFileIsForPromptsOnly() throws IOException {
    Path file = Files.createDirectories(directory.resolve("config/ipcsh")).resolve("init.groovy");
    Files.writeString(file, "greeting = 'from the ' + 'file'\nnonsense 1\n");
    List<String> env = List.of("env", "XDG_CONFIG_HOME=" + directory.resolve("config"));
    List<String> command = new ArrayList<>(env);
    command.addAll(List.of(Program.launcher(), "-n", "A"));
    try (Prompt prompt = new Prompt(directory, command)) {
      prompt.await(file + ":2: ").await("A> ").enter("greeting", "from the file");
    }
    assertThat(run(env, "-e", "greeting").err()).contains("greeting");
    command.add("--no-init");
    try (Prompt prompt = new Prompt(directory, command).await("A> ")) {
      prompt.enter("greeting", "no such variable");
    }
  }
}

package ipcsh.stage;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.kit.Outcome;
import ipcsh.kit.Program;
import ipcsh.kit.Tmux;
import ipcsh.kit.Tools;
import ipcsh.kit.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scenario in panes of a real tmux: a server of the test's own, with a replay in its pane. */
class PanesIT {
  private static final Duration BOUND = Wait.LONG;
  private static final String PLAY = "x.groovy";
  private static final String WAITS = "Enter runs it";

  private static final String DIALOGUE =
      """
      title 'Two'
      server = shell 'server'
      client = shell 'client'
      chapter 'Waiting'
      server { s = socket AF_UNIX, SOCK_DGRAM; bind s, 'srv' }
      p = server.start {
          m = recvfrom s,
            3
      }
      chapter 'Sending'
      say 'One datagram.'
      client { c = socket AF_UNIX, SOCK_DGRAM; sendto c, 'ABCDE', 'srv' }
      """;

  @TempDir Path directory;

  private String home;

  private String tmux(String... words) {
    return new Tmux(directory).run(words);
  }

  /** Replays the dialogue; the pane stays open when it has ended. */
  private void start(String before, String... options) throws IOException {
    Tools.needs(Files.exists(Path.of("target/ipcsh.jar")), "the program is not packaged");
    Files.writeString(directory.resolve(PLAY), DIALOGUE);
    Files.createDirectory(directory.resolve("tmp"));
    String command =
        "cd %s; export IPCSH_JAVA_OPTS=-Djava.io.tmpdir=%s/tmp; %s exec %s replay --tmux %s %s"
            .formatted(
                directory, directory, before, Program.launcher(), String.join(" ", options), PLAY);
    tmux(
        "start-server",
        ";",
        "set",
        "-g",
        "remain-on-exit",
        "on",
        ";",
        "set",
        "-g",
        "status",
        "off",
        ";",
        "new-session",
        "-d",
        "-x",
        "120",
        "-y",
        "34",
        command);
    home = panes().get(0);
  }

  @AfterEach
  void end() {
    new Tmux(directory).close();
  }

  private List<String> panes() {
    return tmux("list-panes", "-s", "-F", "#{pane_id}").lines().toList();
  }

  private List<String> titles() {
    return panes().stream().filter(pane -> !pane.equals(home)).map(this::title).toList();
  }

  private String title(String pane) {
    return tmux("display-message", "-p", "-t", pane, "#{pane_title}");
  }

  /** The pane of a role. */
  private String of(String role) {
    return panes().stream()
        .filter(pane -> !pane.equals(home) && title(pane).startsWith(role))
        .findFirst()
        .orElseThrow();
  }

  private String in(String pane) {
    return tmux("capture-pane", "-p", "-t", pane).stripTrailing();
  }

  /** The contents of a role's pane; empty if it has none yet. */
  private String inRole(String role) {
    return panes().stream()
        .filter(pane -> !pane.equals(home) && title(pane).startsWith(role))
        .findFirst()
        .map(this::in)
        .orElse("");
  }

  private void await(String text) {
    Wait.until(BOUND, text, () -> in(home).contains(text));
  }

  private void await(String role, String text) {
    awaitRole(role, text::equals);
  }

  /** The panes show their text after some time. */
  private void awaitRole(String role, Predicate<String> wanted) {
    Wait.until(BOUND, () -> role + ": " + inRole(role), () -> wanted.test(inRole(role)));
  }

  private void awaitTitles(String... wanted) {
    Wait.until(BOUND, () -> "titles " + titles(), () -> titles().equals(List.of(wanted)));
  }

  private void press(String key) {
    tmux("send-keys", "-t", home, key);
  }

  private void awaitEnd() {
    Wait.until(
        BOUND,
        "the end of the replay",
        () -> tmux("list-panes", "-s", "-F", "#{pane_dead}").equals("1"));
  }

  private void nothingIsLeft(List<String> viewers) {
    // if killed, others that notice it clean up
    String[] none = {};
    Wait.until(
        BOUND,
        "an empty directory",
        () -> Arrays.equals(directory.resolve("tmp").toFile().list(), none));
    for (String viewer : viewers) {
      Wait.until(BOUND, "end of " + viewer, () -> hasEnded(viewer));
    }
  }

  /** Gone, or a zombie: tmux may take some time to reap processes. */
  private static boolean hasEnded(String pid) {
    try {
      return Files.readString(Path.of("/proc", pid, "cmdline")).isEmpty();
    } catch (IOException gone) {
      return true;
    }
  }

  private List<String> pids() {
    return tmux("list-panes", "-s", "-F", "#{pane_pid}").lines().toList();
  }

  @Test
  void rolesHaveThePanesAndTheAudienceHasTheKeys() throws IOException {
    start("", "--step", "--speed", "max");
    await(WAITS);
    awaitTitles("server", "client");
    await("client", "client>");
    List<String> viewers = pids();
    press("Enter");
    awaitRole("server", seen -> seen.contains("recvfrom"));
    press("Enter");
    String waiting =
        """
        server> s = socket AF_UNIX, SOCK_DGRAM; bind s, 'srv'
        0
        server> m = recvfrom s,
            ...   3""";
    await("server", waiting);
    await("Sending");
    await(WAITS);
    awaitTitles("server  blocked in recvfrom(3, ...)", "client");
    await("One datagram.");
    String typed = "client> c = socket AF_UNIX, SOCK_DGRAM; sendto c, 'ABCDE', '\nsrv'";
    awaitRole("client", seen -> seen.replace("\n", "").equals(typed.replace("\n", "")));
    press("Enter");
    await("the end");
    awaitRole("server", seen -> seen.contains("\n3 bytes \"ABC\"") && seen.endsWith("server>"));
    awaitTitles("server", "client");

    press("b");
    await(WAITS);
    await("server", waiting);
    awaitRole("client", seen -> !seen.contains("\n5\n"));
    assertThat(pids()).isEqualTo(viewers);

    tmux("kill-pane", "-t", of("server"));
    press("Enter");
    await("the end");
    awaitRole("client", seen -> seen.endsWith("\n5\nclient>"));
    press("q");
    awaitEnd();
    assertThat(tmux("display-message", "-p", "-t", home, "#{pane_height} #{pane_width}"))
        .isEqualTo("34 120");
    assertThat(tmux("show-options", "-w", "-t", home)).isEmpty();
    assertThat(tmux("show-options", "-p", "-t", home)).isEmpty();
    String replay = pids().get(0);
    nothingIsLeft(viewers.stream().filter(pid -> !pid.equals(replay)).toList());
  }

  @Test
  void panesEndWithAReplayThatIsKilled() throws IOException {
    start("", "--step", "--speed", "max");
    await(WAITS);
    String replay = tmux("display-message", "-p", "-t", home, "#{pane_pid}");
    List<String> viewers = pids().stream().filter(pid -> !pid.equals(replay)).toList();
    assertThat(viewers).hasSize(2);
    ProcessHandle.of(Long.parseLong(replay)).orElseThrow().destroyForcibly();
    awaitEnd();
    nothingIsLeft(viewers);
  }

  @Test
  void elsewhereThanInTmuxItHasOneOfItsOwn() throws IOException {
    start("unset TMUX TMUX_PANE;", "--step", "--speed", "max");
    await(WAITS);
    assertThat(panes()).hasSize(1);
    assertThat(in(home)).startsWith("── server ──").contains("┬── client ──");
    press("Enter");
    await("recvfrom");
    press("q");
    awaitEnd();
    nothingIsLeft(List.of());
  }

  @Test
  void whoDoesNotLookOnNeedsNoPanes() throws IOException {
    Files.writeString(directory.resolve(PLAY), DIALOGUE);
    Outcome both = Program.run(directory, "replay", PLAY, "--tmux", "--verify");
    assertThat(both.err()).contains("--tmux is for an audience, not for --verify");
    assertThat(both.status()).isEqualTo(2);
    Outcome nobody = Program.run(directory, "replay", PLAY, "--tmux");
    assertThat(nobody.err()).contains("--tmux").contains("terminal");
    assertThat(nobody.status()).isEqualTo(2);
  }
}

package ipcsh.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real tmux with a server of its own, which ends with it. */
public final class Tmux implements AutoCloseable {
  private static final Duration BOUND = Wait.LONG;

  private final Path directory;

  /** Its socket is in {@code directory}. */
  public Tmux(Path directory) {
    Tools.need("tmux");
    this.directory = directory;
  }

  /** Runs a command of tmux and returns its output. */
  public String run(String... words) {
    Outcome outcome =
        Tools.run(
            directory,
            Stream.concat(
                    Stream.of(
                        "tmux", "-S", directory.resolve("tmux").toString(), "-f", "/dev/null"),
                    Stream.of(words))
                .toArray(String[]::new));
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome.out().stripTrailing();
  }

  /** The panes. */
  public List<String> panes() {
    return run("list-panes", "-s", "-F", "#{pane_id}").lines().toList();
  }

  /** The contents of a pane, including its scrollback. */
  public String in(String pane) {
    return run("capture-pane", "-p", "-S", "-", "-t", pane).stripTrailing();
  }

  /** Waits until a text is in a pane. */
  public void await(String pane, String text) {
    Wait.until(BOUND, () -> text + " in " + in(pane), () -> in(pane).contains(text));
  }

  /** Types a line in a pane. */
  public void enter(String pane, String line) {
    run("send-keys", "-t", pane, "-l", line);
    run("send-keys", "-t", pane, "Enter");
  }

  @Override
  public void close() {
    if (Files.exists(directory.resolve("tmux"))) {
      run("kill-server");
    }
  }
}

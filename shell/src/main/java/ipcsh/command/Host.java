package ipcsh.command;

import ipcsh.handle.RoleObserver;
import ipcsh.handle.UsageException;
import ipcsh.peer.Peer;
import ipcsh.record.Recorder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The environment that executes commands: an interactive prompt, a script, a test. */
public interface Host extends RoleObserver {
  /** A line of narration ({@code say}), which is not a result of a command. */
  void narrate(String line);

  /** The title of a scenario. */
  default void title(String text) {
    narrate("== " + text + " ==");
  }

  /** Begins a chapter of the scenario. */
  default void chapter(String name) {
    narrate("-- " + name + " --");
  }

  /** Narration. */
  default void say(String text) {
    narrate(text);
  }

  /** A pause for the audience; no effect without one. */
  default void pause(Duration time) {}

  /** Clears the screen, if there is one. */
  default void clear() {}

  /** Shows a value that is not a result: the part of one that exists although an error occurred. */
  default void show(Object value) {
    String.valueOf(value).lines().forEach(this::narrate);
  }

  /** Prints a line about events ({@code trace}), separate from the output. */
  void report(String line);

  /** A line that a program has written, behind its name; on a thread of its own. */
  default void programPrinted(String line) {
    narrate(line);
  }

  /** The lines that were entered before the current one, oldest first. */
  List<String> history();

  /** The settings that the user may change; what they mean is up to the host. */
  Preferences preferences();

  /** The last error, or null. */
  Throwable lastError();

  /** Sets the last error. */
  void failed(Throwable error);

  /**
   * Runs a script with variables of its own, in addition to the current one: entry by entry for an
   * audience, otherwise without stops.
   */
  void play(Path script, Context context);

  /** Runs a block without output. */
  default Object hide(Callable<?> block) throws Exception {
    return block.call();
  }

  /** The recorder of the terminal; empty if there is no terminal. */
  default Optional<Recorder> recorder() {
    return Optional.empty();
  }

  /**
   * Shows a view on the whole screen until the user quits.
   *
   * @throws UsageException if there is no screen
   */
  default void watch(WatchedView watching) {
    throw new UsageException(
        "watch requires a terminal; draw prints one picture, draw 'x.svg' writes it", "draw");
  }

  /**
   * Shows gauges below the input line; null to remove them.
   *
   * @throws UsageException if the host is not interactive
   */
  default void gauges(Gauges gauges) {
    throw new UsageException(
        "gauges are shown below the prompt; in a script, fds shows fill levels", "fds");
  }

  /**
   * Starts another shell next to this one.
   *
   * @param name its name; null to let it choose one
   * @return a description of what was done
   * @throws UsageException if there is no place for it
   */
  default String newShell(String name) {
    throw new UsageException(
        "newshell requires a prompt inside tmux; shell 'name' starts a role of this shell",
        "shell 'server'");
  }

  /**
   * Attaches to another shell: lines that are typed are run there.
   *
   * @param peer the other shell, closed by the host
   */
  default void attach(Peer peer) {
    peer.close();
    throw new UsageException(
        "attach requires a prompt; in a script, use at '" + peer.name() + "', 'line'");
  }
}

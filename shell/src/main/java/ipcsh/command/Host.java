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

/** Who runs commands: an interactive prompt, a script, a test. */
public interface Host extends RoleObserver {
  /** A line of narration ({@code say}), which is no result of a command. */
  void narrate(String line);

  /** The title of a scenario. */
  default void title(String text) {
    narrate("== " + text + " ==");
  }

  /** A chapter of it begins. */
  default void chapter(String name) {
    narrate("-- " + name + " --");
  }

  /** Narration. */
  default void say(String text) {
    narrate(text);
  }

  /** A pause for the audience; without one it does nothing. */
  default void pause(Duration time) {}

  /** Makes the screen empty, where there is one. */
  default void clear() {}

  /** A value that is no result: what there is of one that an error has kept from being given. */
  default void show(Object value) {
    String.valueOf(value).lines().forEach(this::narrate);
  }

  /** A line about what happens ({@code trace}), beside the output. */
  void report(String line);

  /** A line that a program has written, behind its name; on a thread of its own. */
  default void programPrinted(String line) {
    narrate(line);
  }

  /** The lines that were typed before this one, oldest first. */
  List<String> history();

  /** The last error, or null. */
  Throwable lastError();

  /** This is the last error now. */
  void failed(Throwable error);

  /**
   * Runs a script beside what runs now, with variables of its own: entry by entry where somebody
   * watches, without a stop where nobody does.
   */
  void play(Path script, Context context);

  /** Runs a block that nobody is to see. */
  default Object hide(Callable<?> block) throws Exception {
    return block.call();
  }

  /** Who can record the terminal; nobody where there is none. */
  default Optional<Recorder> recorder() {
    return Optional.empty();
  }

  /**
   * Shows on the whole screen what is watched, until the user has seen enough.
   *
   * @throws UsageException where there is no screen
   */
  default void watch(WatchedView watching) {
    throw new UsageException(
        "watch requires a terminal; draw prints one picture, draw 'x.svg' writes it", "draw");
  }

  /**
   * Shows gauges below what is typed; null for no more.
   *
   * @throws UsageException where nobody types
   */
  default void gauges(Gauges gauges) {
    throw new UsageException(
        "gauges are shown below the prompt; in a script, fds shows fill levels", "fds");
  }

  /**
   * Starts another shell beside this one.
   *
   * @param name its name; null for one that it finds itself
   * @return what was done, in words
   * @throws UsageException where there is no room beside this one
   */
  default String newShell(String name) {
    throw new UsageException(
        "newshell requires a prompt inside tmux; shell 'name' starts a role of this shell",
        "shell 'server'");
  }

  /**
   * Goes on at another shell: what is typed runs there.
   *
   * @param peer the other shell, whom the host lets go of
   */
  default void attach(Peer peer) {
    peer.close();
    throw new UsageException(
        "attach requires a prompt; in a script, use at '" + peer.name() + "', 'line'");
  }
}

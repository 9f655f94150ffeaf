package ipcsh.peer;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a shell does for the others that ask it. Called by threads of its {@link Server}. */
public interface ShellService {
  /** A line of another shell, waiting for its turn or running. */
  interface Line {
    /** Ctrl-C for this line alone: a call that blocks fails with EINTR; one that waits is over. */
    void interrupt();
  }

  /** Who it is and what it does, at once ({@link ShellDescription#who}). */
  Map<String, Object> who();

  /** What was entered in it, oldest first, as values that travel. */
  default List<Map<String, Object>> journal() {
    return List.of();
  }

  /**
   * Begins to run a line, and does not wait.
   *
   * @param from the name of the shell that sends it
   * @param events takes what happens; the last is a value or an error
   */
  Line run(String text, String from, Consumer<LineEvent> events);
}

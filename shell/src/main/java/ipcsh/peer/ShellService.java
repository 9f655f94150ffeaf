package ipcsh.peer;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The service of a shell for other shells. Called by threads of its {@link Server}. */
public interface ShellService {
  /** A line of another shell, pending or running. */
  interface Line {
    /** Ctrl-C for this line only: a blocking call fails with EINTR; a pending line is withdrawn. */
    void interrupt();
  }

  /** Its description and current state, returned at once ({@link ShellDescription#who}). */
  Map<String, Object> who();

  /** Its entries, oldest first, as values that can be transferred. */
  default List<Map<String, Object>> journal() {
    return List.of();
  }

  /**
   * Starts to run a line, and does not wait.
   *
   * @param from the name of the sending shell
   * @param events receives its events; the last is a value or an error
   */
  Line run(String text, String from, Consumer<LineEvent> events);
}

package ipcsh.repl;

import java.nio.file.Path;
import java.util.Map;

/**
 * The settings of the prompt.
 *
 * @param name the name of the shell, shown in the prompt
 * @param color whether to use colours
 * @param json whether results are printed as JSON
 * @param pager whether output longer than the screen is paged
 * @param history the history file, or null
 */
public record Settings(String name, boolean color, boolean json, boolean pager, Path history) {
  /**
   * The settings according to the environment: {@code NO_COLOR}, {@code TERM}, {@code
   * IPCSH_PAGER=off}, {@code XDG_STATE_HOME}.
   *
   * @param name the name of the shell, or null
   */
  public static Settings of(
      Map<String, String> environment, String name, boolean color, boolean json) {
    boolean noColor = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean dumb = environment.getOrDefault("TERM", "dumb").startsWith("dumb");
    boolean pager = !environment.getOrDefault("IPCSH_PAGER", "").equals("off");
    return new Settings(
        name == null || name.isBlank() ? "ipcsh" : name,
        color && !noColor && !dumb,
        json,
        pager,
        history(environment));
  }

  /** The directory in which the prompt keeps its state, or null. */
  Path state() {
    return history == null ? null : history.getParent();
  }

  private static Path history(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (state.startsWith("/")) {
      return Path.of(state, "ipcsh", "history");
    }
    String home = environment.getOrDefault("HOME", "");
    return home.startsWith("/") ? Path.of(home, ".local", "state", "ipcsh", "history") : null;
  }
}

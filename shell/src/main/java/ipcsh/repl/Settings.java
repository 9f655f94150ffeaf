package ipcsh.repl;

import java.nio.file.Path;
import java.util.Map;

/**
 * How the prompt looks and where it keeps things.
 *
 * @param name the shell's name, which the prompt shows
 * @param color whether to use colours
 * @param json whether results are printed as JSON
 * @param pager whether what is longer than the screen is paged
 * @param history the file of what was typed, or null
 */
public record Settings(String name, boolean color, boolean json, boolean pager, Path history) {
  /**
   * As the environment wants it: {@code NO_COLOR}, {@code TERM}, {@code IPCSH_PAGER=off}, {@code
   * XDG_STATE_HOME}.
   *
   * @param name the shell's name, or null
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

  private static Path history(Map<String, String> environment) {
    String state = environment.getOrDefault("XDG_STATE_HOME", "");
    if (state.startsWith("/")) {
      return Path.of(state, "ipcsh", "history");
    }
    String home = environment.getOrDefault("HOME", "");
    return home.startsWith("/") ? Path.of(home, ".local", "state", "ipcsh", "history") : null;
  }
}

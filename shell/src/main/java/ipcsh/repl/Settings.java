package ipcsh.repl;

import ipcsh.command.Preferences;
import java.nio.file.Path;
import java.util.Map;

/** The settings of the prompt: of its start, and those that its user may change. */
public final class Settings {
  private final String name;
  private final boolean wanted;
  private final boolean able;
  private final boolean json;
  private final Path history;
  private final Preferences preferences = new Preferences();

  /**
   * Settings.
   *
   * @param name the name of the shell, shown in the prompt
   * @param color whether to use colours
   * @param json whether results are printed as JSON
   * @param pager whether output longer than the screen is paged
   * @param history the history file, or null
   */
  public Settings(String name, boolean color, boolean json, boolean pager, Path history) {
    this(name, color, true, json, pager, history);
  }

  private Settings(
      String name, boolean wanted, boolean able, boolean json, boolean pager, Path history) {
    this.name = name;
    this.wanted = wanted;
    this.able = able;
    this.json = json;
    this.history = history;
    preferences.pager(pager);
  }

  /**
   * The settings according to the environment: {@code NO_COLOR}, {@code TERM}, {@code
   * IPCSH_PAGER=off}, {@code XDG_STATE_HOME}.
   *
   * @param name the name of the shell, or null
   * @param color false if the command line forbids colours
   */
  public static Settings of(
      Map<String, String> environment, String name, boolean color, boolean json) {
    boolean noColor = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean dumb = environment.getOrDefault("TERM", "dumb").startsWith("dumb");
    return new Settings(
        name == null || name.isBlank() ? "ipcsh" : name,
        color,
        !noColor && !dumb,
        json,
        !environment.getOrDefault("IPCSH_PAGER", "").equals("off"),
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

  /** The name of the shell. */
  public String name() {
    return name;
  }

  /** Whether to use colours now. */
  public boolean color() {
    return wanted
        && switch (preferences.color()) {
          case AUTO -> able;
          case ALWAYS -> true;
          case NEVER -> false;
        };
  }

  /** Whether results are printed as JSON. */
  public boolean json() {
    return json;
  }

  /** Whether output longer than the screen is paged now. */
  public boolean pager() {
    return preferences.pager();
  }

  /** The history file, or null. */
  public Path history() {
    return history;
  }

  /** What the user may change. */
  public Preferences preferences() {
    return preferences;
  }
}

package ipcsh.repl;

import ipcsh.handle.OwnProgram;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Other shells beside this one, inside tmux: {@code open 'B'} as a whole entry opens one in a pane,
 * or in a window where there is no room. What could be a file is left to the command {@code open}.
 */
final class Panes {
  private static final Pattern ENTRY =
      Pattern.compile("\\s*open\\s*\\(?\\s*(['\"])([A-Za-z]\\w*)\\1\\s*\\)?\\s*");

  /** What the new shell would not get from tmux, which has an environment of its own. */
  private static final List<String> HANDED_ON =
      List.of("XDG_RUNTIME_DIR", "XDG_STATE_HOME", "JAVA_HOME", "NO_COLOR", "PATH");

  private final Map<String, String> environment;

  Panes(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The name of the shell that an entry opens, or null for an entry of the language. */
  String wanted(String entry) {
    Matcher form = ENTRY.matcher(entry);
    boolean tmux = !environment.getOrDefault("TMUX", "").isEmpty();
    if (!tmux || System.getProperty("ipcsh.launcher") == null || !form.matches()) {
      return null;
    }
    return new File("/proc/self/cwd", form.group(2)).exists() ? null : form.group(2);
  }

  /**
   * Opens it.
   *
   * @return what was done, in words
   * @throws IOException that says why not
   */
  String open(String name) throws IOException {
    String pane = environment.getOrDefault("TMUX_PANE", "");
    List<String> split = new ArrayList<>(List.of("split-window", "-d"));
    if (!pane.isEmpty()) {
      split.addAll(List.of("-t", pane));
    }
    if (tmux(split, name) == null) {
      return name + " is in a new pane";
    }
    String failure = tmux(new ArrayList<>(List.of("new-window", "-d", "-n", name)), name);
    if (failure != null) {
      throw new IOException("tmux opens no window: " + failure);
    }
    return name + " is in a new window";
  }

  /** Has tmux do it; null, or what it says where it does not. */
  private String tmux(List<String> how, String name) throws IOException {
    List<String> command = new ArrayList<>(List.of("tmux"));
    command.addAll(how);
    command.addAll(List.of("-c", new File("/proc/self/cwd").getCanonicalPath()));
    for (String variable : HANDED_ON) {
      if (environment.containsKey(variable)) {
        command.addAll(List.of("-e", variable + "=" + environment.get(variable)));
      }
    }
    command.addAll(List.of(System.getProperty("ipcsh.launcher"), "-n", name));
    Process tmux = OwnProgram.start(new ProcessBuilder(command).redirectErrorStream(true));
    try {
      tmux.getOutputStream().close();
      String said = new String(tmux.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = tmux.waitFor(10, TimeUnit.SECONDS);
      return ended && tmux.exitValue() == 0 ? null : said.strip();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}

package ipcsh.repl;

import ipcsh.handle.HelperProgram;
import ipcsh.handle.UsageException;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
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
 * Opens other shells next to this one inside tmux: in a pane, or in a window if there is no space.
 * See tmux(1).
 */
final class TmuxPanes {
  /** The former command for this, which users may still type. */
  private static final Pattern FORMER =
      Pattern.compile("\\s*open\\s*\\(?\\s*(['\"])([A-Za-z]\\w*)\\1\\s*\\)?\\s*");

  /** Environment variables that are passed on, because tmux has an environment of its own. */
  private static final List<String> HANDED_ON =
      List.of(
          "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "JAVA_HOME", "NO_COLOR", "PATH");

  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,100}");

  private final Map<String, String> environment;

  TmuxPanes(Map<String, String> environment) {
    this.environment = environment;
  }

  private boolean areThere() {
    return !environment.getOrDefault("TMUX", "").isEmpty()
        && System.getProperty("ipcsh.launcher") != null;
  }

  /** A hint for an entry that finds no file where a shell was probably meant; or null. */
  String advice(String entry, Throwable error) {
    Matcher former = FORMER.matcher(entry);
    boolean noFile = error instanceof SysException failed && failed.getErrno() == Errno.ENOENT;
    return areThere() && noFile && former.matches()
        ? "open opens files; to start another shell beside this one: newshell '"
            + former.group(2)
            + "'"
        : null;
  }

  /**
   * Opens one.
   *
   * @param name its name; null to let it choose one
   * @return a description of what was done
   * @throws UsageException with the reason why it is not possible
   */
  String open(String name) {
    if (!areThere()) {
      throw new UsageException(
          "newshell: this is not inside tmux; start ipcsh in a second terminal");
    }
    if (name != null && !NAME.matcher(name).matches()) {
      throw new UsageException(
          "newshell: expected a name made of letters, digits, '_', '-' and '.', given '"
              + name
              + "'",
          "newshell 'B'");
    }
    try {
      return make(name);
    } catch (IOException e) {
      throw new UsageException("newshell: " + e.getMessage());
    }
  }

  private String make(String name) throws IOException {
    String called = name == null ? "a shell" : name;
    String pane = environment.getOrDefault("TMUX_PANE", "");
    List<String> split = new ArrayList<>(List.of("split-window", "-d"));
    if (!pane.isEmpty()) {
      split.addAll(List.of("-t", pane));
    }
    if (tmux(split, name) == null) {
      return called + " is in a new pane";
    }
    String title = name == null ? "ipcsh" : name;
    String failure = tmux(new ArrayList<>(List.of("new-window", "-d", "-n", title)), name);
    if (failure != null) {
      throw new IOException("tmux opens no window: " + failure);
    }
    return called + " is in a new window";
  }

  /** Runs tmux; null, or its error message. */
  private String tmux(List<String> how, String name) throws IOException {
    List<String> command = new ArrayList<>(List.of("tmux"));
    command.addAll(how);
    command.addAll(List.of("-c", new File("/proc/self/cwd").getCanonicalPath()));
    for (String variable : HANDED_ON) {
      if (environment.containsKey(variable)) {
        command.addAll(List.of("-e", variable + "=" + environment.get(variable)));
      }
    }
    command.add(System.getProperty("ipcsh.launcher"));
    if (name != null) {
      command.addAll(List.of("-n", name));
    }
    Process tmux = HelperProgram.start(new ProcessBuilder(command).redirectErrorStream(true));
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

package ipcsh.sys.abi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of {@code wait4(2)}: that a child has ended, and how, or that it was stopped or
 * continued.
 *
 * @param pid the child
 * @param status the number that C's macros decode (WIFEXITED and others)
 */
public record WaitStatus(int pid, int status) {
  private static final int STOPPED = 0x7f;
  private static final int CONTINUED = 0xffff;
  private static final int CORE = 0x80;

  /** Names for printing. */
  private static final class Names {
    static final Constants CONSTANTS = new Constants(List.of());
  }

  /** Whether the child has ended: it exited or was killed by a signal. */
  public boolean isEnd() {
    return !isStopped() && !isContinued();
  }

  /** The exit status, or null if it did not exit. */
  public Integer exit() {
    return (status & 0x7f) == 0 ? status >> 8 & 0xff : null;
  }

  /** The signal that killed it, or null. */
  public Integer signal() {
    return isEnd() && exit() == null ? status & 0x7f : null;
  }

  /** Whether it has dumped core. */
  public boolean isCore() {
    return signal() != null && (status & CORE) != 0;
  }

  private boolean isStopped() {
    return (status & 0xff) == STOPPED;
  }

  private boolean isContinued() {
    return status == CONTINUED;
  }

  private int stopSignal() {
    return status >> 8 & 0xff;
  }

  private static String name(int signal) {
    return Names.CONSTANTS.render("SIG", signal);
  }

  /** As a value of the language: {@code [pid: 4711, exit: 3]}. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("pid", pid);
    if (isContinued()) {
      map.put("continued", true);
    } else if (isStopped()) {
      map.put("stopped", stopSignal());
    } else if (exit() != null) {
      map.put("exit", exit());
    } else {
      map.put("signal", signal());
      if (isCore()) {
        map.put("core", true);
      }
    }
    return map;
  }

  /** The status in the notation of strace. */
  public String traced() {
    if (isContinued()) {
      return "{WIFCONTINUED(s)}";
    }
    if (isStopped()) {
      return "{WIFSTOPPED(s) && WSTOPSIG(s) == " + name(stopSignal()) + "}";
    }
    if (exit() != null) {
      return "{WIFEXITED(s) && WEXITSTATUS(s) == " + exit() + "}";
    }
    String core = isCore() ? " && WCOREDUMP(s)" : "";
    return "{WIFSIGNALED(s) && WTERMSIG(s) == " + name(signal()) + core + "}";
  }

  /** How the child ended, as text: {@code exit 3}, {@code killed by SIGTERM}. */
  @Override
  public String toString() {
    if (isContinued()) {
      return "continued";
    }
    if (isStopped()) {
      return "stopped by " + name(stopSignal());
    }
    if (exit() != null) {
      return "exit " + exit();
    }
    return "killed by " + name(signal()) + (isCore() ? " (core dumped)" : "");
  }
}

package ipcsh.kit;

import java.util.List;

/** How a program ended: what it printed, its status (128 + signal where a signal ended it). */
public record Outcome(String out, String err, int status) {
  /** The lines of standard output. */
  public List<String> lines() {
    return out.lines().toList();
  }
}

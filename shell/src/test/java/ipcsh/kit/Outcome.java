package ipcsh.kit;

import java.util.List;

/** How a program ended: its output, its status (128 + signal if it was killed by a signal). */
public record Outcome(String out, String err, int status) {
  /** The lines of standard output. */
  public List<String> lines() {
    return out.lines().toList();
  }
}

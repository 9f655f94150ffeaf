package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.handle.SignalSet;
import ipcsh.inspect.ProcessSignals;
import ipcsh.sys.text.EscapedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The signals of a process: a line for those that are pending, blocked, ignored, caught. */
public final class SignalStates implements Properties {
  private final ProcessSignals seen;

  public SignalStates(ProcessSignals seen) {
    this.seen = seen;
  }

  /** The process. */
  public int getPid() {
    return seen.pid();
  }

  /** The signals that are pending, for the thread or for the process. */
  public List<Integer> getPending() {
    return new SignalSet(seen.pending() | seen.shared());
  }

  /** The signals that the thread blocks. */
  public List<Integer> getBlocked() {
    return new SignalSet(seen.blocked());
  }

  /** The signals that the process ignores. */
  public List<Integer> getIgnored() {
    return new SignalSet(seen.ignored());
  }

  /** The signals that the process has handlers for. */
  public List<Integer> getCaught() {
    return new SignalSet(seen.caught());
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("pid", getPid());
    all.put("name", seen.name());
    all.put("pending", getPending());
    all.put("blocked", getBlocked());
    all.put("ignored", getIgnored());
    all.put("caught", getCaught());
    return all;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    line(out, "process", seen.pid() + "  " + EscapedText.word(String.valueOf(seen.name())));
    line(out, "pending", getPending().toString());
    line(out, "blocked", getBlocked().toString());
    line(out, "ignored", getIgnored().toString());
    line(out, "caught", getCaught().toString());
    if (seen.queued() != null) {
      line(out, "queued", seen.queued().replace("/", " of ") + " for its user");
    }
    return out.toString().stripTrailing();
  }

  private static void line(StringBuilder out, String title, String text) {
    out.append(String.format("%-10s%s\n", title, text));
  }
}

package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.text.EscapedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A System V object with who has attached it and who waits for it. */
public final class SysVInspection implements Properties {
  private final SysVRow row;
  private final List<Map<String, Object>> mapped;
  private final List<Map<String, Object>> waiting;

  /**
   * What was seen.
   *
   * @param mapped who has attached a segment: pid, process, protection
   * @param waiting the threads that wait in a call on it: pid, process, thread, call
   */
  public SysVInspection(
      SysVRow row, List<Map<String, Object>> mapped, List<Map<String, Object>> waiting) {
    this.row = row;
    this.mapped = List.copyOf(mapped);
    this.waiting = List.copyOf(waiting);
  }

  /** The object, as a row of {@code ipcs}. */
  public SysVRow getRow() {
    return row;
  }

  /** All its attributes in the kernel, by the names of C. */
  public Map<String, Object> getObject() {
    return row.facts().stat();
  }

  /** Who has attached a segment. */
  public List<Map<String, Object>> getMapped() {
    return mapped;
  }

  /** The threads that wait in a call on it. */
  public List<Map<String, Object>> getWaiting() {
    return waiting;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>(row.properties());
    all.put("object", getObject());
    all.put("mapped", mapped);
    all.put("waiting", waiting);
    return all;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    line(out, "object", row.facts().kind() + " " + row.getId() + "  " + row.key());
    line(out, "owner", row.getOwner() + "  " + row.getPerms());
    String room =
        row.facts().kind() == SysVKind.QUEUE ? " of " + row.facts().number("msg_qbytes") : "";
    line(out, "holds", row.state() + room);
    if (!row.getUsers().isEmpty()) {
      line(out, "last used by", row.usersInWords());
    }
    for (Map<String, Object> each : mapped) {
      line(out, "mapped", each.get("protection") + "  by " + each.get("process"));
    }
    for (Map<String, Object> each : waiting) {
      line(
          out,
          "waits",
          each.get("process") + "  in " + each.get("call") + "  thread " + each.get("thread"));
    }
    return out.toString().stripTrailing();
  }

  private static void line(StringBuilder out, String title, String text) {
    out.append(String.format("%-13s%s\n", title, EscapedText.word(text)));
  }
}

package ipcsh.command;

import ipcsh.handle.Properties;
import ipcsh.inspect.Waiting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Everything that is known of one descriptor: a line for each of what lies behind it. */
public final class Inspection implements Properties {
  private final FdRow row;
  private final List<Map<String, Object>> others;
  private final List<Waiting> waiting;

  /**
   * What was seen.
   *
   * @param others the other open file descriptions of the same object
   * @param waiting who waits in a call on it, or on the other end
   */
  Inspection(FdRow row, List<Map<String, Object>> others, List<Waiting> waiting) {
    this.row = row;
    this.others = List.copyOf(others);
    this.waiting = List.copyOf(waiting);
  }

  /** The descriptor, as a row of {@code fds}. */
  public FdRow getDescriptor() {
    return row;
  }

  /** The kernel object, by the names of what is known of it. */
  public Map<String, Object> getObject() {
    return row.getObject();
  }

  /** Other open file descriptions of the same object: their flags, their offset, who has them. */
  public List<Map<String, Object>> getOthers() {
    return others;
  }

  /** The threads that wait in a call on it or on the other end. */
  public List<Map<String, Object>> getWaiting() {
    return waiting.stream().map(Inspection::map).toList();
  }

  private static Map<String, Object> map(Waiting one) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("pid", one.pid());
    map.put("thread", one.thread());
    map.put("call", one.call());
    map.put("fd", one.descriptor());
    map.put("place", one.place());
    return map;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>(row.properties());
    all.put("others", others);
    all.put("waiting", getWaiting());
    return all;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    line(out, "descriptor", number(row) + (row.isCloexec() ? "  closed by exec" : ""));
    String offset = row.getOffset() == null ? "" : "  at " + row.getOffset();
    String also = FdRow.words(row.getSharedWith());
    line(
        out,
        "description",
        row.getFlags() + offset + (also.isEmpty() ? "" : "  the same as " + also));
    line(out, "object", text(row.getKind()) + text(row.getName()) + row.getState());
    for (Map<String, Object> other : others) {
      Object where = other.get("offset") == null ? "" : "  at " + other.get("offset");
      line(out, "opened", other.get("flags") + "" + where + "  as " + other.get("as"));
    }
    line(out, "peer", row.peerInWords());
    String waits =
        waiting.stream()
            .map(one -> "thread " + one.thread() + " in " + one.call() + of(one))
            .collect(Collectors.joining(", "));
    line(out, "waits", waits);
    return out.toString().stripTrailing();
  }

  private static String number(FdRow row) {
    return "fd " + row.getNumber() + " of process " + row.getPid();
  }

  private static String of(Waiting one) {
    return one.descriptor() == null ? "(...)" : "(" + one.descriptor() + ", ...)";
  }

  private static String text(String part) {
    return part == null ? "" : part + "  ";
  }

  private static void line(StringBuilder out, String title, String text) {
    if (!text.isBlank()) {
      out.append(String.format("%-13s%s\n", title, Shown.line(text.stripTrailing())));
    }
  }
}

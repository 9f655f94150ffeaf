package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.sys.text.EscapedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that is known of one descriptor: a line for each of what lies behind it. */
public final class Inspection implements Properties {
  private final FdRow row;
  private final String process;
  private final List<Map<String, Object>> others;
  private final List<Map<String, Object>> watches;
  private final List<Map<String, Object>> locks;
  private final List<Map<String, Object>> mapped;
  private final List<Map<String, Object>> waiting;

  /**
   * What was seen.
   *
   * @param process what the process is called whose descriptor it is
   * @param others the other open file descriptions of the same object
   * @param watches what it watches
   * @param locks the locks of the file
   * @param mapped who has mapped the object
   * @param waiting who waits in a call on it, or on the other end
   */
  public Inspection(
      FdRow row,
      String process,
      List<Map<String, Object>> others,
      List<Map<String, Object>> watches,
      List<Map<String, Object>> locks,
      List<Map<String, Object>> mapped,
      List<Map<String, Object>> waiting) {
    this.row = row;
    this.process = process;
    this.others = List.copyOf(others);
    this.watches = List.copyOf(watches);
    this.locks = List.copyOf(locks);
    this.mapped = List.copyOf(mapped);
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

  /** What an epoll or an inotify watches: the number, the events, the data, what it is. */
  public List<Map<String, Object>> getWatches() {
    return watches;
  }

  /**
   * The locks of the file: .kind (FLOCK, POSIX, OFDLCK, LEASE), .access (READ, WRITE), .pid who
   * made it, .start, .end, .own whether through this open file description, .waiting.
   */
  public List<Map<String, Object>> getLocks() {
    return locks;
  }

  /** Who has mapped the object for all to see (MAP_SHARED). */
  public List<Map<String, Object>> getMapped() {
    return mapped;
  }

  /** The threads that wait in a call on it or on the other end. */
  public List<Map<String, Object>> getWaiting() {
    return waiting;
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>(row.properties());
    all.put("others", others);
    all.put("watches", watches);
    all.put("locks", locks);
    all.put("mapped", mapped);
    all.put("waiting", waiting);
    return all;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    String whose = process.equals(String.valueOf(row.getPid())) ? "" : "  (" + process + ")";
    line(
        out,
        "descriptor",
        "fd "
            + row.getNumber()
            + " of process "
            + row.getPid()
            + whose
            + (row.isCloexec() ? "  closed by exec" : ""));
    String offset = row.getOffset() == null ? "" : "  at " + row.getOffset();
    line(out, "description", row.getFlags() + offset);
    row.getSharedWith().forEach(also -> line(out, "the same as", also.toString()));
    line(out, "object", words(row.getKind(), row.getName(), row.objectState()));
    for (Map<String, Object> other : others) {
      Object where = other.get("offset") == null ? null : "at " + other.get("offset");
      line(out, "opened", words(other.get("flags"), where, "as " + other.get("as")));
    }
    locks.forEach(each -> line(out, "locked", String.valueOf(each.get("text"))));
    line(out, "peer", row.peerInWords());
    for (Map<String, Object> each : watches) {
      boolean isFile = String.valueOf(each.get("kind")).startsWith("inode ");
      String what = (isFile ? "watch " : "fd ") + each.get("number");
      Object data = each.get("data");
      line(
          out,
          "watches",
          words(
              what,
              each.get("events"),
              data == null ? null : "data " + data,
              each.get("kind"),
              each.get("name"),
              each.get("state")));
    }
    for (Map<String, Object> each : mapped) {
      line(
          out,
          "mapped",
          words(
              each.get("protection"),
              each.get("length") + " bytes at " + each.get("offset"),
              "by " + each.get("process")));
    }
    waiting.forEach(
        each -> line(out, "waits", each.get("text") + "  thread " + each.get("thread")));
    return out.toString().stripTrailing();
  }

  private static String words(Object... parts) {
    StringBuilder out = new StringBuilder();
    for (Object part : parts) {
      if (part != null && !part.toString().isEmpty()) {
        out.append(out.isEmpty() ? "" : "  ").append(part);
      }
    }
    return out.toString();
  }

  private static void line(StringBuilder out, String title, String text) {
    if (!text.isBlank()) {
      out.append(String.format("%-13s%s\n", title, EscapedText.word(text.stripTrailing())));
    }
  }
}

package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.sys.text.EscapedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything known about a descriptor: one line for each property. */
public final class Inspection implements Properties {
  private final FdRow row;
  private final String process;
  private final List<Map<String, Object>> others;
  private final List<Map<String, Object>> watches;
  private final List<Map<String, Object>> locks;
  private final List<Map<String, Object>> mapped;
  private final List<Map<String, Object>> waiting;

  /**
   * The results of an inspection.
   *
   * @param process the name of the process that has the descriptor
   * @param others the other open file descriptions of the same object
   * @param watches what it watches
   * @param locks the locks on the file
   * @param mapped the processes that have mapped the object
   * @param waiting the threads that are blocked in a call on it, or on the other end
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

  /** The properties of the kernel object by name. */
  public Map<String, Object> getObject() {
    return row.getObject();
  }

  /** Other open file descriptions of the same object: their flags, offsets and holders. */
  public List<Map<String, Object>> getOthers() {
    return others;
  }

  /** What an epoll or inotify instance watches: the number, the events, the data, the object. */
  public List<Map<String, Object>> getWatches() {
    return watches;
  }

  /**
   * The locks on the file: .kind (FLOCK, POSIX, OFDLCK, LEASE), .access (READ, WRITE), .pid of the
   * process that acquired it, .start, .end, .own whether through this open file description,
   * .waiting.
   */
  public List<Map<String, Object>> getLocks() {
    return locks;
  }

  /** The processes that have a shared mapping of the object (MAP_SHARED). */
  public List<Map<String, Object>> getMapped() {
    return mapped;
  }

  /** The threads that are blocked in a call on it or on the other end. */
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
        FdRow.withVariable("fd " + row.getNumber(), row.getVariable())
            + " of process "
            + row.getPid()
            + whose
            + (row.isCloexec() ? "  closed by exec" : ""));
    String offset = row.getOffset() == null ? "" : "  at " + row.getOffset();
    line(out, "description", row.getFlags() + offset);
    row.sharedByName().forEach(also -> line(out, "the same as", also));
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

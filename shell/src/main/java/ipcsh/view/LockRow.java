package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.inspect.FileLock;
import ipcsh.inspect.HeldLock;
import ipcsh.sys.text.EscapedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A lock of a file as it was at the time of the look: a row of the table. */
public final class LockRow implements Properties {
  private final HeldLock seen;
  private final String process;
  private final List<Holding> fds;
  private final LockRow blocker;

  /**
   * A row.
   *
   * @param process who has it, or waits for it, in words
   * @param fds through which descriptors
   * @param blocker for which one it waits, or null
   */
  public LockRow(HeldLock seen, String process, List<Holding> fds, LockRow blocker) {
    this.seen = seen;
    this.process = process;
    this.fds = List.copyOf(fds);
    this.blocker = blocker;
  }

  private FileLock lock() {
    return seen.lock();
  }

  /** {@code FLOCK}, {@code POSIX}, {@code OFDLCK}, {@code LEASE}. */
  public String getKind() {
    return lock().kind();
  }

  /** {@code READ} where others may have one like it, {@code WRITE} where nobody may. */
  public String getAccess() {
    return lock().access();
  }

  /** The process that made it, or waits for it; -1 of a lock of an open file description. */
  public int getPid() {
    return lock().pid();
  }

  /** Who has it or waits for it, in words. */
  public String getProcess() {
    return process;
  }

  /** The descriptors through which it is had, or on which somebody waits for it. */
  public List<Holding> getFds() {
    return fds;
  }

  /** The first byte. */
  public long getStart() {
    return lock().start();
  }

  /** The last byte; null where it reaches to the end of the file, wherever that is. */
  public Long getEnd() {
    return lock().end();
  }

  /** The file; null where nobody can be seen to have it open. */
  public String getPath() {
    return seen.path();
  }

  /** Whether somebody waits for it. */
  public boolean isWaiting() {
    return lock().isWaiting();
  }

  /** For which lock it waits; null of one that somebody has. */
  public LockRow getBlocker() {
    return blocker;
  }

  /** The file system and the inode, {@code 254:0 4711}. */
  private String file() {
    String[] parts = lock().file().split(":");
    long device = Long.parseLong(parts[0]);
    return seen.path() != null
        ? seen.path()
        : "inode " + parts[1] + " of device " + (device >> 20) + ":" + (device & 0xfffff);
  }

  String bytes() {
    return lock().isOfBytes() ? lock().range() : "";
  }

  String shownKind() {
    return lock().shownKind();
  }

  /** Who, by descriptors where they are known. */
  String who() {
    String words =
        fds.isEmpty()
            ? process
            : fds.stream().map(Holding::toString).collect(Collectors.joining(", "));
    return isWaiting() ? " ".repeat(2 * lock().depth() - 1) + "waits: " + words : words;
  }

  String shownFile() {
    return lock().file().isEmpty() ? "" : file();
  }

  /** The processes that have it, or wait for it, each with its descriptor. */
  public List<Holding> holdings() {
    String how = (isWaiting() ? "waits for lock " : "lock ") + lock().brief();
    if (fds.isEmpty()) {
      return List.of(new Holding(Math.max(0, getPid()), process, -1, how));
    }
    return fds.stream()
        .map(one -> new Holding(one.pid(), one.process(), one.number(), how))
        .toList();
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("kind", getKind());
    all.put("access", getAccess());
    all.put("pid", getPid());
    all.put("process", process);
    all.put(
        "fds",
        fds.stream()
            .map(one -> Map.<String, Object>of("pid", one.pid(), "number", one.number()))
            .toList());
    all.put("start", getStart());
    all.put("end", getEnd());
    all.put("path", getPath());
    all.put("waiting", isWaiting());
    all.put("blocker", blocker == null ? null : blocker.getPid());
    return all;
  }

  @Override
  public String toString() {
    return EscapedText.word(lock().brief() + "  " + who().strip() + "  " + shownFile());
  }
}

package ipcsh.view;

import ipcsh.handle.Properties;
import ipcsh.inspect.FileLock;
import ipcsh.inspect.HeldLock;
import ipcsh.sys.text.EscapedText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A lock on a file at the time of the look: a row of the table. */
public final class LockRow implements Properties {
  private final HeldLock seen;
  private final String process;
  private final List<Holding> fds;
  private final LockRow blocker;

  /**
   * A row.
   *
   * @param process the holder or waiter, as text
   * @param fds its descriptors
   * @param blocker the lock for which it waits, or null
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

  /** {@code READ} for a shared lock, {@code WRITE} for an exclusive one. */
  public String getAccess() {
    return lock().access();
  }

  /** The process that acquired it, or waits for it; -1 for a lock of an open file description. */
  public int getPid() {
    return lock().pid();
  }

  /** The holder or waiter, as text. */
  public String getProcess() {
    return process;
  }

  /** The descriptors that hold it, or on which a call waits for it. */
  public List<Holding> getFds() {
    return fds;
  }

  /** The first byte. */
  public long getStart() {
    return lock().start();
  }

  /** The last byte; null if it extends to the end of the file, wherever that is. */
  public Long getEnd() {
    return lock().end();
  }

  /** The file; null if no process is visible that has it open. */
  public String getPath() {
    return seen.path();
  }

  /** Whether it is a blocked request. */
  public boolean isWaiting() {
    return lock().isWaiting();
  }

  /** The lock for which it waits; null if it is held. */
  public LockRow getBlocker() {
    return blocker;
  }

  /** The device number and the inode, {@code 254:0 4711}. */
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

  /** The holder or waiter, by descriptors if they are known. */
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

  /** The processes that hold it, or wait for it, each with its descriptor. */
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

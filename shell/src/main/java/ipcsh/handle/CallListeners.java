package ipcsh.handle;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who want to know which calls the lines of a block make in another process. */
public final class CallListeners {
  /** One of them. */
  public interface Listener {
    /**
     * A role has run an entry.
     *
     * @param file what stack frames call the text that the entry stands in
     * @param rows what it says of its calls, each as names with values, {@code number} and {@code
     *     count} among them
     */
    void told(String file, Role role, List<Map<String, ?>> rows);
  }

  private final List<Listener> all = new CopyOnWriteArrayList<>();

  /** Somebody begins to want it. */
  public void add(Listener one) {
    all.add(one);
  }

  /** And does no more. */
  public void remove(Listener one) {
    all.remove(one);
  }

  /** Whether anybody does. */
  public boolean isThere() {
    return !all.isEmpty();
  }

  /** Tells them. */
  public void tell(String file, Role role, List<Map<String, ?>> rows) {
    all.forEach(one -> one.told(file, role, rows));
  }
}

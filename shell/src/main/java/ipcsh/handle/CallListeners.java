package ipcsh.handle;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listeners for the calls that lines of a block make in another process. */
public final class CallListeners {
  /** A listener. */
  public interface Listener {
    /**
     * Called when a role has run an entry.
     *
     * @param file the name of the entry's file in stack frames
     * @param role the role
     * @param rows its calls, each as names and values, including {@code number} and {@code count}
     */
    void reported(String file, Role role, List<Map<String, ?>> rows);
  }

  private final List<Listener> all = new CopyOnWriteArrayList<>();

  /** Adds a listener. */
  public void add(Listener one) {
    all.add(one);
  }

  /** Removes a listener. */
  public void remove(Listener one) {
    all.remove(one);
  }

  /** Whether there are listeners. */
  public boolean isThere() {
    return !all.isEmpty();
  }

  /** Notifies the listeners. */
  public void report(String file, Role role, List<Map<String, ?>> rows) {
    all.forEach(one -> one.reported(file, role, rows));
  }
}

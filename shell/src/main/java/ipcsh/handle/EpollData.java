package ipcsh.handle;

import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The data given for descriptors that an epoll instance watches. The kernel stores 64 bits; the
 * handles for which they stand are stored here. Thread-safe.
 */
public final class EpollData {
  private final Map<Fd, Map<Long, Object>> byEpoll = new WeakHashMap<>();

  /** Records what the bits stand for. */
  public synchronized void put(Fd epoll, long bits, Object given) {
    byEpoll.computeIfAbsent(epoll, any -> new HashMap<>()).put(bits, given);
  }

  /**
   * The data for the bits: what was given with this handle or, if it is a duplicate of another one,
   * with any handle; otherwise the number, an int if it fits.
   */
  public synchronized Object of(Fd epoll, long bits) {
    Map<Long, Object> its = byEpoll.get(epoll);
    if (its != null && its.containsKey(bits)) {
      return its.get(bits);
    }
    for (Map<Long, Object> other : byEpoll.values()) {
      if (its == null && other.get(bits) instanceof Fd fd) {
        return fd;
      }
    }
    return bits == (int) bits ? (Object) (int) bits : (Object) bits;
  }
}

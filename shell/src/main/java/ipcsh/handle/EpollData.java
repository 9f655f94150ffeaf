package ipcsh.handle;

import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * What was given as the data of descriptors that an epoll watches. The kernel keeps 64 bits; which
 * of them stand for a handle is remembered here. May be used by several threads.
 */
public final class EpollData {
  private final Map<Fd, Map<Long, Object>> byEpoll = new WeakHashMap<>();

  /** Remembers what the bits stand for. */
  public synchronized void put(Fd epoll, long bits, Object given) {
    byEpoll.computeIfAbsent(epoll, any -> new HashMap<>()).put(bits, given);
  }

  /**
   * What the bits stand for: what was given with this handle, or, where this one is a duplicate of
   * another, with any that had these bits; else the number, an int where it is one.
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

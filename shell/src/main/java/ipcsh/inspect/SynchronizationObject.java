package ipcsh.inspect;

import java.util.List;

/**
 * An object of the C library in memory that processes share: a semaphore, a mutex, a condition
 * variable, a read-write lock. The kernel knows only those who wait for it, by futex(2); its state
 * is in its bytes.
 *
 * @param id the memory in which it is and the place in it, or the process if that memory is private
 * @param kind {@code semaphore}, {@code mutex}, {@code condition} or {@code rwlock}
 * @param name of a named semaphore {@code /name}, otherwise null
 * @param state its state in words, one property each: {@code held by server}, {@code value 1}
 * @param waiting the processes with a thread that waits for it, as far as they were looked at
 */
public record SynchronizationObject(
    String id, String kind, String name, List<String> state, List<String> waiting)
    implements KernelObject {
  /** The ID of an object in memory that processes share: the same for each of them. */
  public static String id(String memory, long offset) {
    return "memory:" + memory + ":" + offset;
  }

  /** The ID of an object in memory that only one process has. */
  public static String id(int pid, long address) {
    return "memory:" + pid + ":" + Long.toHexString(address);
  }

  /** Copies the lists. */
  public SynchronizationObject {
    state = List.copyOf(state);
    waiting = List.copyOf(waiting);
  }
}

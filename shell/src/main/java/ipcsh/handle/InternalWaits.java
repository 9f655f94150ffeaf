package ipcsh.handle;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** What threads of this shell are waiting for outside of the kernel. */
public final class InternalWaits {
  private final Map<Thread, Awaited> pendings = new ConcurrentHashMap<>();
  private final Map<Thread, Integer> unseen = new ConcurrentHashMap<>();
  private final Map<Thread, Long> tries = new ConcurrentHashMap<>();

  /** What is waited for, and whether the wait has a timeout. */
  private record Awaited(Pending pending, boolean isLimited) {}

  /** The calling thread begins to wait for the end of something else. */
  void begin(Pending pending, boolean isLimited) {
    pendings.put(Thread.currentThread(), new Awaited(pending, isLimited));
  }

  /** The calling thread stops waiting. */
  void end() {
    pendings.remove(Thread.currentThread());
  }

  /** Runs work that polls a condition, on the calling thread. */
  public <T> T trying(Callable<T> work) throws Exception {
    Long outer = tries.put(Thread.currentThread(), 0L);
    try {
      return unseen(work);
    } finally {
      if (outer == null) {
        tries.remove(Thread.currentThread());
      } else {
        tries.put(Thread.currentThread(), outer);
      }
    }
  }

  /** Records that the condition did not hold this time. */
  public void triedInVain() {
    tries.merge(Thread.currentThread(), 1L, Long::sum);
  }

  /** Runs work that is hidden from an audience, including its parts on other threads. */
  public <T> T unseen(Callable<T> work) throws Exception {
    unseen.merge(Thread.currentThread(), 1, Integer::sum);
    try {
      return work.call();
    } finally {
      unseen.computeIfPresent(Thread.currentThread(), (t, n) -> n == 1 ? null : n - 1);
    }
  }

  /** Whether the calling thread's work is hidden. */
  public boolean isUnseen() {
    return unseen.containsKey(Thread.currentThread());
  }

  /** What a thread waits for the end of; null if for nothing. */
  public Pending pendingOf(Thread thread) {
    Awaited awaited = pendings.get(thread);
    return awaited == null ? null : awaited.pending;
  }

  /** Whether that wait has a timeout. */
  public boolean isLimited(Thread thread) {
    Awaited awaited = pendings.get(thread);
    return awaited != null && awaited.isLimited;
  }

  Long triesOf(Thread thread) {
    return tries.get(thread);
  }
}

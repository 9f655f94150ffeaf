package ipcsh.handle;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** What threads of this shell wait for that is no call of the kernel. */
public final class InternalWaits {
  private final Map<Thread, Pending> pendings = new ConcurrentHashMap<>();
  private final Map<Thread, Integer> unseen = new ConcurrentHashMap<>();
  private final Map<Thread, Long> tries = new ConcurrentHashMap<>();

  /** Waits, on this thread, for the end of something else. */
  void begin(Pending pending) {
    pendings.put(Thread.currentThread(), pending);
  }

  /** Waits no more. */
  void end() {
    pendings.remove(Thread.currentThread());
  }

  /** Does work, on this thread, that looks again and again whether something is so. */
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

  /** Says that it was not so, this time. */
  public void triedInVain() {
    tries.merge(Thread.currentThread(), 1L, Long::sum);
  }

  /** Does work, on this thread, that no audience is to see, whoever does a part of it. */
  public <T> T unseen(Callable<T> work) throws Exception {
    unseen.merge(Thread.currentThread(), 1, Integer::sum);
    try {
      return work.call();
    } finally {
      unseen.computeIfPresent(Thread.currentThread(), (t, n) -> n == 1 ? null : n - 1);
    }
  }

  /** Whether what this thread does is unseen. */
  public boolean isUnseen() {
    return unseen.containsKey(Thread.currentThread());
  }

  Pending pendingOf(Thread thread) {
    return pendings.get(thread);
  }

  Long triesOf(Thread thread) {
    return tries.get(thread);
  }
}

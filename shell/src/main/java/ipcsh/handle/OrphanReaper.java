package ipcsh.handle;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SysException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reaps children that this process has adopted. The kernel does not say which children these are:
 * what is a zombie at two looks, at least a second apart, is one of them, because who starts a
 * program reaps it at once.
 */
final class OrphanReaper {
  /** The minimum interval between two looks, in milliseconds. */
  static final int INTERVAL = 1000;

  private static final int IF_ENDED =
      ProcessConstants.WEXITED | ProcessConstants.WNOHANG | ProcessConstants.WNOWAIT;

  private final IntPredicate isKnown;
  private final Supplier<UnsharedObserver> unshared;
  private boolean on;

  /** The zombies of the last look, and when it was. */
  private Set<ProcessHandle> zombies = Set.of();

  private long looked;

  /**
   * Reaps nothing yet.
   *
   * @param isKnown whether somebody else reaps the child with this process ID
   * @param unshared lists the children: that needs descriptors
   */
  OrphanReaper(IntPredicate isKnown, Supplier<UnsharedObserver> unshared) {
    this.isKnown = isKnown;
    this.unshared = unshared;
  }

  /** Whether it reaps from now on; once that is false, it is not looking any more. */
  synchronized void on(boolean whether) {
    on = whether;
    looked = System.nanoTime();
    zombies = Set.of();
  }

  /** Looks, unless the last look was just now. */
  synchronized void look(Sys sys) {
    long now = System.nanoTime();
    if (!on || now - looked < TimeUnit.MILLISECONDS.toNanos(INTERVAL)) {
      return;
    }
    looked = now;
    Set<ProcessHandle> there = zombies(sys);
    for (ProcessHandle zombie : zombies) {
      if (there.remove(zombie)) {
        sys.processControl().wait4((int) zombie.pid(), ProcessConstants.WNOHANG);
      }
    }
    zombies = there;
  }

  /** The children that have ended and were not reaped, and that nobody is known to reap. */
  private Set<ProcessHandle> zombies(Sys sys) {
    if (!hasEnded(sys, ProcessConstants.P_ALL, 0)) {
      return new HashSet<>();
    }
    try {
      return unshared.get().look(() -> ProcessHandle.current().children().toList()).stream()
          .filter(child -> hasEnded(sys, ProcessConstants.P_PID, (int) child.pid()))
          .filter(child -> !isKnown.test((int) child.pid()))
          .collect(Collectors.toCollection(HashSet::new));
    } catch (InterruptedException | RuntimeException noneCanBeSeen) {
      // the session has ended, or /proc cannot be read
      return new HashSet<>();
    }
  }

  private static boolean hasEnded(Sys sys, int type, int id) {
    try {
      return sys.pidfds().waitid(type, id, IF_ENDED) != null;
    } catch (SysException noChild) {
      return false;
    }
  }
}

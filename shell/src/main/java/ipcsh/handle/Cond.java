package ipcsh.handle;

import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Pthreads;

/**
 * A pthreads condition variable in a region. Prints the number of waiters, as counted by the C
 * library.
 */
@Term("condition variable")
public final class Cond extends SyncObject {
  private final Regions regions;

  private Wait wait;

  private record Wait(Mutex mutex, String shown) {}

  Cond(Regions regions, Region region, long offset, MethodFallback methods) {
    super(methods, regions, region, offset, Pthreads.COND_SIZE);
    this.regions = regions;
  }

  /** Its name and that of the mutex of a wait, kept for further waits with it. */
  public String shownWith(Mutex mutex) {
    Wait last = wait;
    if (last == null || last.mutex != mutex) {
      last = new Wait(mutex, shown() + ", " + mutex.shown());
      wait = last;
    }
    return last.shown;
  }

  @Override
  String kind() {
    return "condition";
  }

  /** The number of waiters; a waiter that was killed stays in the count. */
  public int getWaiters() {
    return call(shown -> regions.sys().pthreads().waiters(address(), shown));
  }

  @Override
  public String toString() {
    try {
      int waiters = getWaiters();
      return name() + (waiters == 0 ? "" : "  " + waiters + " waiting");
    } catch (UsageException | SysException gone) {
      return name() + "  unmapped";
    }
  }
}

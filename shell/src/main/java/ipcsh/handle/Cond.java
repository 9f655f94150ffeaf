package ipcsh.handle;

import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Pthreads;

/** A pthread condition variable in a region. Prints how many wait, as the C library counts. */
public final class Cond extends SyncObject {
  private final Regions regions;

  Cond(Regions regions, Region region, long offset, MethodFallback methods) {
    super(methods, regions, region, offset, Pthreads.COND_SIZE);
    this.regions = regions;
  }

  @Override
  String kind() {
    return "condition";
  }

  /** How many wait for it; one who was killed in his wait counts for ever. */
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

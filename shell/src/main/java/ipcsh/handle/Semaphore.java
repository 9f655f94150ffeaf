package ipcsh.handle;

import ipcsh.sys.abi.PthreadLayout;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Semaphores;
import ipcsh.sys.text.EscapedText;

/**
 * A POSIX semaphore: a named one, or one in a region. Prints its value and its number of waiters.
 */
@Term("semaphore")
public final class Semaphore extends SyncObject {
  private final String name;
  private final Regions regions;

  private Semaphore(
      Regions regions, Region region, long offset, String name, MethodFallback methods) {
    super(methods, regions, region, offset, Semaphores.SIZE);
    this.regions = regions;
    this.name = name;
  }

  /** A semaphore in a region. */
  static Semaphore in(Regions regions, Region region, long offset, MethodFallback methods) {
    return new Semaphore(regions, region, offset, null, methods);
  }

  /** A named semaphore, which the C library has mapped. */
  static Semaphore named(Regions regions, Region mapped, String name, MethodFallback methods) {
    return new Semaphore(regions, mapped, 0, name, methods);
  }

  /** Its name, null if it has none. */
  public String getName() {
    return name;
  }

  /** Its value; 0 if there are waiters. */
  public int getValue() {
    return call(shown -> regions.sys().semaphores().getValue(address(), shown));
  }

  /** The number of waiters, as counted by glibc; a waiter that was killed stays in the count. */
  public int getWaiters() {
    return getRegion().getInt(getOffset() + PthreadLayout.SEM_WAITERS);
  }

  @Override
  String kind() {
    return "semaphore";
  }

  @Override
  public String name() {
    return name == null ? super.name() : name;
  }

  @Override
  public String toString() {
    String what =
        name == null ? kind() + " at " + getOffset() : kind() + " " + EscapedText.word(name);
    try {
      int waiters = getWaiters();
      return what + "  value " + getValue() + (waiters == 0 ? "" : "  " + waiters + " waiting");
    } catch (UsageException | SysException gone) {
      return what + (name == null ? "  unmapped" : "  closed");
    }
  }
}

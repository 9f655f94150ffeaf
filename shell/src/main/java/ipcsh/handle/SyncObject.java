package ipcsh.handle;

import java.util.function.ToIntFunction;

/**
 * An object of the C library that lies in a region: a semaphore, a mutex, a condition, a
 * reader-writer lock. It is the bytes in memory and nothing else: processes that map the same
 * memory share the object.
 */
public abstract class SyncObject extends Handle {
  private final Regions regions;
  private final Region region;
  private final long offset;

  SyncObject(MethodFallback methods, Regions regions, Region region, long offset, int size) {
    super(methods);
    region.aligned(offset, size, Long.BYTES);
    this.regions = regions;
    this.region = region;
    this.offset = offset;
  }

  /** The region that it lies in. */
  public Region getRegion() {
    return region;
  }

  /** Where it begins there, in bytes. */
  public long getOffset() {
    return offset;
  }

  /** Where it is. */
  public final long address() {
    return region.getAddress() + offset;
  }

  /** Calls a function on it, during which the memory stays. */
  public final int call(ToIntFunction<String> function) {
    return regions.using(region, () -> function.applyAsInt(name()));
  }

  /** What kind of object it is. */
  abstract String kind();

  /** How a call that failed names it. */
  public String name() {
    return kind() + " at " + offset;
  }
}

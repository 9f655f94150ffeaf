package ipcsh.handle;

import java.util.function.ToIntFunction;

/**
 * An object of the C library in a region: a semaphore, a mutex, a condition variable, a read-write
 * lock. Its state consists of the bytes in memory only: processes that map the same memory share
 * the object.
 */
@Term("synchronization object")
public abstract class SyncObject extends Handle {
  private final Regions regions;
  private final Region region;
  private final long offset;
  private final int size;
  private String shown;

  SyncObject(MethodFallback methods, Regions regions, Region region, long offset, int size) {
    super(methods);
    region.aligned(offset, size, Long.BYTES);
    this.regions = regions;
    this.region = region;
    this.offset = offset;
    this.size = size;
  }

  /** The region that contains it. */
  public Region getRegion() {
    return region;
  }

  /** Its offset in the region, in bytes. */
  public long getOffset() {
    return offset;
  }

  /** Its size in bytes. */
  final int size() {
    return size;
  }

  /** Its address. */
  public final long address() {
    return region.getAddress() + offset;
  }

  /** Calls a function on it, while the region cannot be unmapped. */
  public final int call(ToIntFunction<String> function) {
    return regions.using(region, () -> function.applyAsInt(shown()));
  }

  /** Its name, kept for calls. */
  public final String shown() {
    if (shown == null) {
      shown = name();
    }
    return shown;
  }

  /** Whether it is mapped; if so, a function that does not wait can be called on it. */
  public final boolean isMapped() {
    return region.isMapped();
  }

  /** The kind of object. */
  abstract String kind();

  /** Its name in error messages. */
  public String name() {
    return kind() + " at " + offset;
  }
}

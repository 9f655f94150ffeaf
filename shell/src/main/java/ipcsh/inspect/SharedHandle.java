package ipcsh.inspect;

/**
 * A handle of memory that a shell reports to have: a shared mapping, or an object of the C library
 * in memory. The kernel knows the mappings, but not what is in them.
 *
 * @param kind {@code region}, {@code semaphore}, {@code mutex}, {@code condition} or {@code rwlock}
 * @param address where it is in that process
 * @param length in bytes
 * @param name the variable that holds it; empty if there is none
 */
public record SharedHandle(String kind, long address, long length, String name) {
  /** The kind of a mapping. */
  public static final String REGION = "region";

  /** Whether it is an object in memory, and not a mapping. */
  public boolean isSync() {
    return !kind.equals(REGION);
  }

  /** The size of an object of this kind. */
  public static int size(String kind) {
    return SyncState.size(kind);
  }

  /** The number of its row. */
  public int row() {
    return MemoryRow.number(address, isSync());
  }

  /** Whether an address is in it. */
  boolean contains(long where) {
    return Long.compareUnsigned(where - address, length) < 0;
  }
}

package ipcsh.inspect;

/**
 * The row of a process for memory that it has mapped, or for an object in memory: like a
 * descriptor, but with a number below those of {@link IpcObject#row}.
 */
public final class MemoryRow {
  private static final int BELOW = -100_000_000;
  private static final int BITS = 30;
  private static final int HALF = 32;

  /** In the flags of what stands for the open file description. */
  private static final int MAPPED = 1 << 30;

  private static final int WRITABLE = 2;

  private MemoryRow() {}

  /**
   * The number that stands for an address of a process, the same at each look.
   *
   * @param isSync whether an object in memory is meant, which may begin where the mapping begins
   */
  public static int number(long address, boolean isSync) {
    long words = address >>> 3;
    int mixed = (int) (words ^ words >>> HALF) * 2 + (isSync ? 1 : 0);
    return BELOW - (mixed & (1 << BITS) - 1);
  }

  /** Whether a number is one of these. */
  public static boolean isOne(int number) {
    return number <= BELOW;
  }

  /** What stands for the open file description: how the memory is mapped. */
  public static int flags(boolean isWritable) {
    return MAPPED | (isWritable ? WRITABLE : 0);
  }

  /** Whether it stands for a mapping. */
  static boolean isMapping(OpenFileDescription file) {
    return (file.flags() & MAPPED) != 0 && file.flags() > 0;
  }

  /** {@code mapped rw-}. */
  static String inWords(OpenFileDescription file) {
    return (file.flags() & WRITABLE) != 0 ? "mapped rw-" : "mapped r--";
  }
}

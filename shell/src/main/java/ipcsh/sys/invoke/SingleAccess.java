package ipcsh.sys.invoke;

/**
 * Single accesses to memory that may be invalid, by our machine code without a call through jffi. A
 * result for which {@link #isFault} is true means that nothing was done; for eight bytes it may be
 * the value nevertheless. Who gets it makes the access by a guarded call, which tells.
 */
public abstract class SingleAccess {
  SingleAccess() {}

  /** Whether the result of an access is that of a fault. */
  public static boolean isFault(long result) {
    return MachineCode.signalOf(result) != 0;
  }

  /** Whether memory that cannot fault may be accessed by a {@link ForeignSegment} as well. */
  public boolean hasSegments() {
    return false;
  }

  /** The number of this size (1, 2, 4, 8) at an address; only its lowest bytes count. */
  public abstract long load(long address, int size);

  /** Stores the lowest bytes of a value. */
  public abstract long store(long address, int size, long value);

  /** Adds to four bytes atomically: the previous value. */
  public abstract long add4(long address, long n);

  /** Sets four or eight bytes atomically if they are as expected: 1 if they were, otherwise 0. */
  public abstract long cas(long address, int size, long expected, long value);
}

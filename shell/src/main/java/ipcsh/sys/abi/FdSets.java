package ipcsh.sys.abi;

/** The layout of {@code fd_set} and {@code struct timeval}, for {@code select(2)}. */
public final class FdSets {
  /** A set has no room for a descriptor of this number. */
  public static final int FD_SETSIZE = 1024;

  /** The bytes of a set. */
  public static final int SIZE = FD_SETSIZE / Byte.SIZE;

  /** The bytes of a {@code struct timeval}: seconds and microseconds. */
  public static final int TIME_SIZE = 16;

  private FdSets() {}

  /** Whether a descriptor is in the byte of a set that is its own. */
  public static boolean has(int itsByte, int fd) {
    return (itsByte >>> fd % Byte.SIZE & 1) != 0;
  }
}

package ipcsh.sys.abi;

/** The layout of {@code fd_set} and {@code struct timeval}, for {@code select(2)}. */
public final class FdSets {
  /** The maximum number of descriptors in a set: valid numbers are below it. */
  public static final int FD_SETSIZE = 1024;

  /** The size of a set in bytes. */
  public static final int SIZE = FD_SETSIZE / Byte.SIZE;

  /** The size of a {@code struct timeval} in bytes: seconds and microseconds. */
  public static final int TIME_SIZE = 16;

  private FdSets() {}

  /** Whether a descriptor is in the set, given the byte of the set that contains its bit. */
  public static boolean has(int itsByte, int fd) {
    return (itsByte >>> fd % Byte.SIZE & 1) != 0;
  }
}

package ipcsh.sys;

/**
 * How a handle that was closed is passed to the kernel: as a negative number that the kernel
 * answers with EBADF whatever has been opened since, and that remembers which number it was.
 */
public final class ClosedNumber {
  private static final int MARK = 0x80000000;
  private static final int RANGE = 0x3fffffff;

  private ClosedNumber() {}

  /** What to pass for a closed descriptor. */
  public static int of(int number) {
    return MARK | number;
  }

  /** The number that people know it by; any other number is itself. */
  public static int shown(int number) {
    return number < 0 && (number & ~RANGE) == MARK ? number & RANGE : number;
  }
}

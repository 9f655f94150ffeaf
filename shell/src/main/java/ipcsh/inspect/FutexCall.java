package ipcsh.inspect;

import java.util.List;

/**
 * A {@code futex(2)} call that waits.
 *
 * @param address the futex
 * @param command {@code FUTEX_WAIT} and the like, without flags
 * @param isPrivate whether it is looked up by the process, not by the memory
 * @param isByRealtime whether its clock is CLOCK_REALTIME
 * @param value the value that the futex had when the thread went to sleep
 * @param timeout the address of the timeout, 0 without one
 */
public record FutexCall(
    long address, int command, boolean isPrivate, boolean isByRealtime, int value, long timeout) {
  public static final int WAIT = 0;
  public static final int LOCK_PI = 6;
  public static final int WAIT_BITSET = 9;
  public static final int LOCK_PI2 = 13;

  private static final int PRIVATE = 128;
  private static final int REALTIME = 256;
  private static final int ARGUMENTS = 6;

  /** From the six arguments of the call. */
  public static FutexCall of(List<Long> arguments) {
    if (arguments.size() < ARGUMENTS) {
      throw new IllegalArgumentException("six arguments expected, not " + arguments);
    }
    int op = (int) (long) arguments.get(1);
    return new FutexCall(
        arguments.get(0),
        op & ~(PRIVATE | REALTIME),
        (op & PRIVATE) != 0,
        (op & REALTIME) != 0,
        (int) (long) arguments.get(2),
        arguments.get(3));
  }

  /** Whether it has a timeout. */
  public boolean isTimed() {
    return timeout != 0;
  }

  /** Whether its bits are as glibc sets them for its own waits that take a deadline. */
  boolean isWaitUntil() {
    return command == WAIT_BITSET && (isByRealtime || isTimed());
  }

  boolean isLockPi() {
    return command == LOCK_PI || command == LOCK_PI2;
  }
}

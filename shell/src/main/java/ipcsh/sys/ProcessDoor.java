package ipcsh.sys;

/**
 * What the doors of this process and of a forked child have in common: results and errors alike
 * whatever the function's kind, and calls that are made again when nobody meant the interruption.
 */
abstract class ProcessDoor implements Door {
  private int errno;
  private int fault;
  private BlockedCall.Cause interruption = BlockedCall.Cause.NONE;

  /** Makes one call and gives what it returned. */
  abstract long execute(long address, long a, long b, long c, long d, long e, long f);

  /** The errno of the last {@link #execute}. */
  abstract int executedErrno();

  /** The slot for guarded calls; 0 where there are none. */
  abstract long slot();

  final long plainCall(Fn function, long a, long b, long c, long d, long e, long f) {
    long result;
    if (function.isGuarded()) {
      result = guardedCall(function, a, b, c, d);
      if (fault != 0) {
        return -1;
      }
    } else {
      result = execute(function.address(), a, b, c, d, e, f);
    }
    if (!function.isWide()) {
      result = (int) result;
    }
    if (function.givesError() && result != 0) {
      errno = (int) result;
      return -1;
    }
    if (result == 0 && function.givesNull()) {
      result = -1;
    }
    if (result == -1) {
      errno = executedErrno();
      fault = 0;
    }
    return result;
  }

  private long guardedCall(Fn function, long a, long b, long c, long d) {
    fault = 0;
    long slot = slot();
    if (slot == 0) {
      return execute(function.address(), a, b, c, d, 0, 0);
    }
    long guard = MachineCode.get().guarded();
    long result = execute(guard, slot, function.address(), a, b, c, d);
    fault = MachineCode.signalOf(result);
    if (fault != 0) {
      errno = Errno.EFAULT.getNumber();
    }
    return result;
  }

  /** Makes a call that can block; the caller has entered it in {@code state}. */
  final long repeatedCall(
      BlockedCall state, Fn function, long a, long b, long c, long d, long e, long f) {
    while (true) {
      long result = plainCall(function, a, b, c, d, e, f);
      interruption = state.causeOfThisCall();
      if (interruption != BlockedCall.Cause.NONE && notices(function, result)) {
        state.noticed();
      }
      if (result != -1 || errno != Errno.EINTR.getNumber()) {
        return result;
      }
      switch (interruption) {
        case USER -> {
          return result;
        }
        case TIMEOUT -> {
          errno = Errno.ETIMEDOUT.getNumber();
          return result;
        }
        default -> {
          // a signal that concerns nobody here: again
        }
      }
    }
  }

  /** Whether an interruption is known to whoever made the call, or is lost: it was done already. */
  private boolean notices(Fn function, long result) {
    boolean askedFor = function.givesError() || function.wakenedBy() != null;
    return askedFor || result == -1 && errno == Errno.EINTR.getNumber();
  }

  @Override
  public final int errno() {
    return errno;
  }

  @Override
  public final int fault() {
    return fault;
  }

  @Override
  public final BlockedCall.Cause interruption() {
    return interruption;
  }
}

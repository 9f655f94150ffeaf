package ipcsh.sys.invoke;

import ipcsh.sys.abi.Deadline;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.NativeMemory;
import java.time.Duration;

/**
 * The common part of the invokers of this process and of a forked child: uniform results and errors
 * for all kinds of functions, and restarting of calls after an unrelated signal.
 */
public abstract class ProcessInvoker implements SyscallInvoker {
  /** The maximum time of one wait for a lock: the kernel's own wait cannot be interrupted. */
  private static final Duration SLICE = Duration.ofMillis(500);

  private int errno;
  private int fault;

  /** Makes one call and returns its result. */
  protected abstract long execute(long address, long a, long b, long c, long d, long e, long f);

  /** The same of a function that is not guarded. */
  protected long execute(NativeFunction function, long a, long b, long c, long d, long e, long f) {
    return execute(function.address(), a, b, c, d, e, f);
  }

  /** The errno of the last {@link #execute}. */
  protected abstract int executedErrno();

  /** The slot for guarded calls; 0 if there is none. */
  protected abstract long slot();

  /** The call has failed with this error. */
  protected final void failed(int error) {
    errno = error;
    fault = 0;
  }

  final long plainCall(NativeFunction function, long a, long b, long c, long d, long e, long f) {
    long result;
    if (function.isGuarded()) {
      result = guardedCall(function, a, b, c, d);
      if (fault != 0) {
        return -1;
      }
    } else {
      result = execute(function, a, b, c, d, e, f);
    }
    if (!function.isWide()) {
      result = (int) result;
    }
    if (function.givesError() && result != 0) {
      // -1 is not a result of these functions: the child that was to make the call did not
      errno = result == -1 ? executedErrno() : (int) result;
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

  private long guardedCall(NativeFunction function, long a, long b, long c, long d) {
    fault = 0;
    long slot = slot();
    if (slot == 0) {
      return execute(function.address(), a, b, c, d, 0, 0);
    }
    MachineCode code = MachineCode.get();
    long guard =
        function.isUntimed() ? code.address(MachineCode.Entry.GUARDED_WAIT) : code.guarded();
    long result = execute(guard, slot, function.address(), a, b, c, d);
    fault = MachineCode.signalOf(result);
    if (fault != 0) {
      errno = Errno.EFAULT.getNumber();
    }
    return result;
  }

  /** Makes a call that can block; the caller has entered it in {@code state}. */
  protected final long blockingCall(
      BlockedCall state, NativeFunction function, long a, long b, long c, long d, long e, long f) {
    if (state.failsAtOnce()) {
      errno = Errno.EINTR.getNumber();
      fault = 0;
      return -1;
    }
    return enteredCall(state, function, a, b, c, d, e, f);
  }

  /** The same, without the interruption that came before the call. */
  protected final long enteredCall(
      BlockedCall state, NativeFunction function, long a, long b, long c, long d, long e, long f) {
    long result =
        function.waitsBy() == null
            ? repeatedCall(state, function, a, b, c, d, e, f)
            : function.isUntimed() && endsWaitsBySignal()
                ? untimedCall(state, function, a, b)
                : timedCall(state, function, a, b, c, d);
    if (result == -1 && errno == Errno.ETIMEDOUT.getNumber()) {
      state.countExpired();
    }
    return result;
  }

  private long repeatedCall(
      BlockedCall state, NativeFunction function, long a, long b, long c, long d, long e, long f) {
    while (true) {
      long result = plainCall(function, a, b, c, d, e, f);
      BlockedCall.Cause cause = state.causeOfThisCall();
      if (result == 0 && function.pauses() && cause != BlockedCall.Cause.NONE) {
        errno = Errno.EINTR.getNumber();
        result = -1;
      }
      if (result != -1 || errno != Errno.EINTR.getNumber()) {
        return result;
      }
      if (cause != BlockedCall.Cause.NONE) {
        state.noticed();
      }
      switch (cause) {
        case USER -> {
          return result;
        }
        case TIMEOUT -> {
          errno = Errno.ETIMEDOUT.getNumber();
          return result;
        }
        default -> {
          if (state.isSignalled()) {
            if (!state.restarts(function, a)) {
              return result;
            }
            state.deliver();
          }
          // any other signal is unrelated: again
        }
      }
    }
  }

  /**
   * Whether a wait for a condition without a deadline is made without one, so that the kernel sets
   * no timer: the signal that interrupts calls ends it, too.
   */
  protected boolean endsWaitsBySignal() {
    return false;
  }

  /** Makes such a wait, which is interrupted as if it had timed out. */
  private long untimedCall(BlockedCall state, NativeFunction function, long a, long b) {
    long result = plainCall(function, a, b, 0, 0, 0, 0);
    if (result != -1 || errno != Errno.ETIMEDOUT.getNumber()) {
      return result;
    }
    BlockedCall.Cause cause = state.causeOfThisCall();
    if (cause == BlockedCall.Cause.NONE) {
      if (state.isSignalled()) {
        state.deliver();
      }
      // waiting again might lose a signal; spurious wakeups are allowed
      return 0;
    }
    state.noticed();
    errno = (cause == BlockedCall.Cause.USER ? Errno.EINTR : Errno.ETIMEDOUT).getNumber();
    return -1;
  }

  /**
   * Makes a wait of pthreads, which is restarted after each signal, but then checks its deadline
   * again: it is interrupted by bringing that forward.
   */
  private long timedCall(
      BlockedCall state, NativeFunction function, long a, long b, long c, long d) {
    long[] words = {a, b, c, d};
    NativeFunction timed = function.waitsBy();
    NativeMemory until = arena().at(words[timed.arguments().size() - 1], Deadline.TIMESPEC_SIZE);
    Deadline deadline = Deadline.of(until);
    try {
      while (true) {
        Deadline slice = function.isInSlices() ? Deadline.in(SLICE) : deadline;
        state.waitsUntil(until, Deadline.earlier(slice, deadline));
        long result = plainCall(timed, a, b, c, d, 0, 0);
        boolean timedOut = errno == Errno.ETIMEDOUT.getNumber();
        if (result != -1 || !timedOut && errno != Errno.EINTR.getNumber()) {
          return result;
        }
        BlockedCall.Cause cause = state.causeOfThisCall();
        if (cause != BlockedCall.Cause.NONE) {
          state.noticed();
        }
        switch (cause) {
          case USER -> {
            errno = Errno.EINTR.getNumber();
            return result;
          }
          case TIMEOUT -> {
            errno = Errno.ETIMEDOUT.getNumber();
            return result;
          }
          default -> {
            if (state.isSignalled()) {
              if (!timedOut && !state.restarts(function, a)) {
                return result;
              }
              state.deliver();
            }
            if (deadline.isOver()) {
              errno = Errno.ETIMEDOUT.getNumber();
              return -1;
            }
            if (!function.isInSlices()) {
              // for a condition, waiting again might lose a signal; spurious wakeups are allowed
              return 0;
            }
          }
        }
      }
    } finally {
      state.waitsNoMore();
    }
  }

  @Override
  public final int errno() {
    return errno;
  }

  @Override
  public final int fault() {
    return fault;
  }
}

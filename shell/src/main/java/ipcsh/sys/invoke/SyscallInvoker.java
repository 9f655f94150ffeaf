package ipcsh.sys.invoke;

import ipcsh.sys.Injections;
import ipcsh.sys.abi.Arena;

/**
 * Executes C functions, each by its address with up to six integer arguments, for one thread of one
 * process. All functions are called through this interface, so that decorators (tracing, injection)
 * or another process can be substituted.
 */
public interface SyscallInvoker {
  /**
   * Calls a function. Pointers are addresses in {@link #arena()}, or of memory that outlives the
   * call.
   *
   * @return the result of the function, sign-extended if it is an {@code int}; if it is -1, {@link
   *     #errno()} is the error, also for a function that {@link NativeFunction#givingError returns}
   *     it
   */
  long call(NativeFunction function, long a, long b, long c, long d, long e, long f);

  /** The error number of the last call of this invoker that failed. */
  int errno();

  /**
   * The signal (SIGSEGV, SIGBUS, SIGABRT) by which the last {@link NativeFunction#guarded} call
   * failed, 0 if it returned.
   */
  int fault();

  /** Whether the result of the last call was injected ({@link Injections}). */
  default boolean injected() {
    return false;
  }

  /**
   * Whether the last call failed because the child that was to make it did not answer: it was
   * stopped and the wait was ended, or it has ended. Then -1 is not a result of the call.
   */
  default boolean unanswered() {
    return false;
  }

  /**
   * The given number of bytes, limited to the size of the last call if it was shortened by an
   * injection.
   */
  default long room(long bytes) {
    return bytes;
  }

  /**
   * Makes a call that cannot block at once, if nothing observes the calls of this invoker, changes
   * them, or is to interrupt them.
   *
   * @param function one of two arguments that is to be guarded, of this process
   * @return 0 if it has succeeded; -1 if it was not made, or failed without an effect, so that it
   *     is to be made by {@link #call}; otherwise its error number, which {@link #errno()} gives
   */
  default int briefly(NativeFunction function, long a, long b) {
    return -1;
  }

  /** Single accesses to the memory of the calling process; null where they must be calls. */
  default SingleAccess access() {
    return null;
  }

  /** The process ID of the process that makes the calls, 0 for this one. */
  int process();

  /** The memory for arguments of this invoker's calls. */
  Arena arena();
}

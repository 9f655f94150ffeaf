package ipcsh.sys.invoke;

import ipcsh.sys.Injections;
import ipcsh.sys.abi.Arena;

/**
 * Executes C functions, each by its address with up to six integer arguments, for one thread of one
 * process. Everything in this package is written on top of it, so that a decorator (tracing, fault
 * injection) or another process can stand in.
 */
public interface SyscallInvoker {
  /**
   * Calls a function. Pointers are addresses in {@link #arena()}, or of memory that outlives the
   * call.
   *
   * @return what the function returned, sign-extended where it returns an {@code int}; where it is
   *     -1, {@link #errno()} says why, also of a function that {@link NativeFunction#givingError
   *     returns} it
   */
  long call(NativeFunction function, long a, long b, long c, long d, long e, long f);

  /** The error number of the last call of this invoker that failed. */
  int errno();

  /**
   * The signal (SIGSEGV, SIGBUS, SIGABRT) by which the last call failed that was {@link
   * Fn#guarded}, 0 where it returned.
   */
  int fault();

  /** Whether the last call gave what somebody had told the invoker to give ({@link Injections}). */
  default boolean injected() {
    return false;
  }

  /**
   * Whether the last call failed since the child that should make it did not answer: it was stopped
   * and somebody would not wait any longer, or it has ended. Then -1 says nothing of what was
   * asked.
   */
  default boolean unanswered() {
    return false;
  }

  /** As many bytes, or just those for which the last call had room where somebody made it short. */
  default long room(long bytes) {
    return bytes;
  }

  /** The process that makes the calls, 0 where it is this one. */
  int process();

  /** The memory in which arguments of this invoker's calls are laid out. */
  Arena arena();
}

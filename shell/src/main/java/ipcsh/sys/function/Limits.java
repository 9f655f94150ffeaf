package ipcsh.sys.function;

import ipcsh.sys.abi.FileSystemConstants;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/** The limits of a process: {@code getrlimit(2)}, {@code setrlimit(2)}. */
public final class Limits extends Functions {
  /** The system call on which both are based. */
  private static final NativeFunction GETRLIMIT =
      NativeFunction.of("prlimit", "int RLIMIT_ inlimit outlimit")
          .shownAs("prlimit64")
          .as("getrlimit");

  private static final NativeFunction SETRLIMIT = GETRLIMIT.as("setrlimit");

  /** The size of {@code struct rlimit}. */
  public static final int STRUCT_SIZE = 16;

  /** The offset of the hard limit in it. */
  public static final int RLIM_MAX = 8;

  /**
   * A soft and a hard limit.
   *
   * @param soft the limit enforced by the kernel, unsigned; all bits for no limit
   * @param hard the maximum to which an unprivileged process can raise the soft one
   */
  public record Limit(long soft, long hard) {}

  public Limits(SyscallInvoker invoker) {
    super(invoker);
  }

  /** {@code getrlimit(2)}. */
  public Limit getrlimit(int resource) {
    NativeMemory limit = fresh().take(STRUCT_SIZE);
    check(
        invoker.call(GETRLIMIT, 0, resource, 0, limit.address(), 0, 0),
        "getrlimit",
        constant("RLIMIT_", resource),
        NOTHING);
    return new Limit(limit.getLong(0), limit.getLong(RLIM_MAX));
  }

  /** {@code setrlimit(2)}. */
  public int setrlimit(int resource, Limit limit) {
    NativeMemory both = fresh().take(STRUCT_SIZE);
    both.putLong(0, limit.soft).putLong(RLIM_MAX, limit.hard);
    if (invoker.call(SETRLIMIT, 0, resource, both.address(), 0, 0, 0) == -1) {
      throw failure(
          "setrlimit", constant("RLIMIT_", resource), number(limit.soft), number(limit.hard));
    }
    return 0;
  }

  private static Object number(long limit) {
    return word(
        limit == FileSystemConstants.RLIM_INFINITY
            ? "RLIM_INFINITY"
            : Long.toUnsignedString(limit));
  }
}

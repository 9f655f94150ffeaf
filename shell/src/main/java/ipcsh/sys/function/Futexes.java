package ipcsh.sys.function;

import ipcsh.sys.abi.SystemCallNumbers;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/** {@code futex(2)}, the wait and wake operations on which all other locks are based. */
public final class Futexes extends Functions {
  private static final NativeFunction FUTEX =
      NativeFunction.of("syscall", "int ptr FUTEX_ int futextime")
          .wide()
          .blocking()
          .shownAs("futex");

  public Futexes(SyscallInvoker invoker) {
    super(invoker);
  }

  /** The operation on the 32-bit word at an address, without a timeout. */
  public int futex(long address, int operation, int value, String shown) {
    int result =
        (int) invoker.call(FUTEX, SystemCallNumbers.FUTEX, address, operation, value, 0, 0);
    if (result == -1) {
      throw failure("futex", word(shown), flags("FUTEX_", operation), value);
    }
    return result;
  }
}

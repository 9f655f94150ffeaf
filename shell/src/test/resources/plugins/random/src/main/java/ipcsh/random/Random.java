package ipcsh.random;

import ipcsh.sys.invoke.SyscallInvoker;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.function.Functions;
import ipcsh.sys.abi.NativeMemory;

/** {@code getrandom(2)}. */
final class Random extends Functions {
  private static final NativeFunction GETRANDOM = NativeFunction.of("getrandom", "out size GRND_NONBLOCK,GRND_RANDOM").wide().blocking();

  Random(SyscallInvoker invoker) {
    super(invoker);
  }

  byte[] getrandom(int n, int flags) {
    NativeMemory buffer = fresh().take(n);
    long got = invoker.call(GETRANDOM, buffer.address(), n, flags, 0, 0, 0);
    if (got == -1) {
      throw failure("getrandom", n, flags);
    }
    return buffer.get(0, (int) got);
  }
}

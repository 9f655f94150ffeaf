package ipcsh.sys.function;

import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import ipcsh.sys.text.Octal;

/** Pipes and FIFOs: {@code pipe(7)}, {@code fifo(7)}. */
public final class Pipes extends Functions {
  private static final int AT_FDCWD = -100;

  private static final NativeFunction PIPE2 = NativeFunction.of("pipe2", "outpair O_").as("pipe");
  private static final NativeFunction MKNODAT =
      NativeFunction.of("mknodat", "dirfd path nodemode").as("mkfifo");

  public Pipes(SyscallInvoker invoker) {
    super(invoker);
  }

  /** {@code pipe2(2)}: the read end and the write end. */
  public int[] pipe(int flags) {
    NativeMemory pair = fresh().take(8);
    if (invoker.call(PIPE2, pair.address(), flags, 0, 0, 0, 0) == -1) {
      throw failure("pipe", openFlags(flags));
    }
    return new int[] {pair.getInt(0), pair.getInt(4)};
  }

  /** {@code mkfifo(3)}. */
  public int mkfifo(String path, int mode) {
    NativeMemory name = fresh().string(path);
    long result =
        invoker.call(MKNODAT, AT_FDCWD, name.address(), FileConstants.S_IFIFO | mode, 0, 0, 0);
    return check(result, "mkfifo", path, Octal.of(mode));
  }
}

package ipcsh.sys.function;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/** The memory of other processes: {@code process_vm_readv(2)}, {@code process_vm_writev(2)}. */
public final class OtherMemory extends Functions {
  private static final NativeFunction READ =
      NativeFunction.of("process_vm_readv", "int outiov long farvector long long").wide();
  private static final NativeFunction WRITE =
      NativeFunction.of("process_vm_writev", "int iniov long farvector long long").wide();

  public OtherMemory(SyscallInvoker invoker) {
    super(invoker);
  }

  /** {@code process_vm_readv(2)} of one range: the mapped part at its beginning. */
  public byte[] read(int pid, long address, int n) {
    Arena arena = fresh();
    NativeMemory vectors = arena.take(2 * MessageLayout.IOVEC_SIZE);
    NativeMemory buffer = arena.take(n);
    long got = call(READ, pid, vectors, buffer.address(), address, n);
    if (got == -1) {
      throw failure("process_vm_readv", pid, word(pointer(address)), n, place(address));
    }
    return buffer.get(0, (int) Math.min(got, n));
  }

  /** {@code process_vm_writev(2)} to one range. */
  public int write(int pid, long address, byte[] data) {
    Arena arena = fresh();
    NativeMemory vectors = arena.take(2 * MessageLayout.IOVEC_SIZE);
    long written = call(WRITE, pid, vectors, arena.store(data).address(), address, data.length);
    if (written == -1) {
      throw failure("process_vm_writev", pid, word(pointer(address)), data, place(address));
    }
    return (int) written;
  }

  private long call(
      NativeFunction function, int pid, NativeMemory vectors, long here, long there, int size) {
    vectors.putLong(0, here).putLong(8, size).putLong(16, there).putLong(24, size);
    long local = vectors.address();
    return invoker.call(function, pid, local, 1, local + MessageLayout.IOVEC_SIZE, 1, 0);
  }

  private static FailedCall.Unshown place(long address) {
    return new FailedCall.Unshown("address", address);
  }

  private static String pointer(long address) {
    return "0x" + Long.toHexString(address);
  }
}

package ipcsh.sys.trace;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.MessageLayout;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.invoke.MachineCode;

/**
 * Memory of the caller's, which an argument of a call points to: it may be another process's, or no
 * longer readable. So it is read by {@code process_vm_readv(2)}, and in this process by a guarded
 * copy, which fail where an access would fault.
 */
final class CallerMemory {
  private static final long READ = Libc.symbol("process_vm_readv");

  private CallerMemory() {}

  /**
   * The bytes at an address; null if they cannot be read.
   *
   * @param process the process, 0 for this one
   */
  static byte[] read(int process, long address, long length) {
    int size = (int) Math.max(0, length);
    if (size == 0) {
      return new byte[0];
    }
    if (process == 0) {
      return MachineCode.copy(address, size);
    }
    Arena arena = new Arena();
    try {
      NativeMemory vectors = arena.take(2 * MessageLayout.IOVEC_SIZE);
      NativeMemory buffer = arena.take(size);
      vectors.putLong(0, buffer.address()).putLong(8, size).putLong(16, address).putLong(24, size);
      long here = vectors.address();
      long got = Libc.invoke(READ, process, here, 1, here + MessageLayout.IOVEC_SIZE, 1, 0);
      return got == size ? buffer.get(0, size) : null;
    } finally {
      arena.close();
    }
  }
}

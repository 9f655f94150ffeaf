package ipcsh.sys.function;

import ipcsh.sys.abi.MemoryFault;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SystemCallNumbers;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/**
 * The robust mutexes that the calling thread holds: the C library keeps them in a list in the
 * mutexes themselves, which the kernel walks when the thread ends ({@code get_robust_list(2)}).
 */
public final class RobustMutexes extends Functions {
  private static final NativeFunction SYSCALL =
      NativeFunction.of("syscall", "long int ptr ptr").shownAs("get_robust_list").silent();

  /** In {@code struct robust_list_head}: the list, and where the lock is from an element. */
  private static final int OFFSET = Long.BYTES;

  /** The kernel follows no more of them. */
  private static final int MOST = 2048;

  private final Memory memory;

  public RobustMutexes(SyscallInvoker invoker) {
    super(invoker);
    memory = new Memory(invoker);
  }

  /** The address of the first one in this memory; 0 if there is none. */
  public long heldIn(long address, long length) {
    NativeMemory answer = fresh().take(2 * Long.BYTES).zero();
    long where = answer.address();
    int call = SystemCallNumbers.GET_ROBUST_LIST;
    if (invoker.call(SYSCALL, call, 0, where, where + Long.BYTES, 0, 0) == -1) {
      return 0;
    }
    long head = answer.getLong(0);
    try {
      long lock = memory.getLong(head + OFFSET);
      long element = next(head);
      for (int i = 0; i < MOST && element != head; i++) {
        long mutex = element + lock;
        if (mutex >= address && mutex < address + length) {
          return mutex;
        }
        element = next(element);
      }
    } catch (MemoryFault broken) {
      // by a thread that has unmapped the memory of one that this thread holds
      return 0;
    }
    return 0;
  }

  /** The lowest bit says that the kernel knows the owner. */
  private long next(long element) {
    return memory.getLong(element) & ~1L;
  }
}

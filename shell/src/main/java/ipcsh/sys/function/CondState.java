package ipcsh.sys.function;

import static ipcsh.sys.abi.PthreadLayout.COND_ORIGINAL;
import static ipcsh.sys.abi.PthreadLayout.COND_REFERENCES;
import static ipcsh.sys.abi.PthreadLayout.COND_SEQUENCE;
import static ipcsh.sys.abi.PthreadLayout.COND_SIZES;
import static ipcsh.sys.abi.PthreadLayout.COND_START;
import static ipcsh.sys.abi.PthreadLayout.COND_WAITERS;
import static ipcsh.sys.abi.PthreadLayout.COND_WAITERS_SHIFT;

import ipcsh.sys.invoke.SingleAccess;

/**
 * The state of a {@code pthread_cond_t} in glibc: waiters are in two groups, an old one that is
 * being woken, and a new one that becomes the old one when all threads of that have left.
 *
 * @param waiters the number of threads that wait, or have not quite left yet
 * @param isPossible whether the numbers are consistent, as those of every condition variable
 * @param isLocked whether a thread is changing it, or was killed while doing so
 * @param isBlocked whether the C library must wait until the old group has left before it wakes a
 *     thread
 */
public record CondState(int waiters, boolean isPossible, boolean isLocked, boolean isBlocked) {
  /** Above the kernel's maximum number of threads. */
  private static final int TOO_MANY = 1 << 22;

  /**
   * Whether nothing is in the way of a wait, or of waking a thread, which is all that matters
   * mostly: found out by few accesses. If not, or if it cannot be told, the state tells more.
   */
  static boolean isReady(SingleAccess access, long cond, boolean toWake) {
    long references = access.load(cond + COND_REFERENCES, Long.BYTES);
    long originalAndWaiters = access.load(cond + COND_ORIGINAL, Long.BYTES);
    if (SingleAccess.isFault(references) || SingleAccess.isFault(originalAndWaiters)) {
      return false;
    }
    int waiters = (int) (originalAndWaiters >>> Integer.SIZE) >>> COND_WAITERS_SHIFT;
    int first = (int) references >>> 1;
    int second = (int) (references >>> Integer.SIZE) >>> 1;
    if (waiters > TOO_MANY || (long) first + second > TOO_MANY || (originalAndWaiters & 3) != 0) {
      return false;
    }
    if (!toWake || waiters == 0) {
      return true;
    }
    long sequence = access.load(cond + COND_SEQUENCE, Long.BYTES);
    return ((sequence & 1) == 0 ? second : first) == 0;
  }

  static CondState read(Memory memory, long cond) {
    int waiters = memory.getInt(cond + COND_WAITERS) >>> COND_WAITERS_SHIFT;
    int original = memory.getInt(cond + COND_ORIGINAL);
    long sequence = memory.getLong(cond + COND_SEQUENCE);
    long start = memory.getLong(cond + COND_START);
    int newGroup = (sequence & 1) == 0 ? 0 : Integer.BYTES;
    int oldGroup = Integer.BYTES - newGroup;
    int fresh =
        (int) ((sequence >>> 1) - (start >>> 1))
            - (original >>> 2)
            + memory.getInt(cond + COND_SIZES + newGroup);
    boolean woken = memory.getInt(cond + COND_SIZES + oldGroup) == 0;
    boolean stays = memory.getInt(cond + COND_REFERENCES + oldGroup) >>> 1 != 0;
    boolean locked = (original & 3) != 0;
    long inGroups =
        (long) (memory.getInt(cond + COND_REFERENCES) >>> 1)
            + (memory.getInt(cond + COND_REFERENCES + Integer.BYTES) >>> 1);
    boolean possible = waiters <= TOO_MANY && inGroups <= TOO_MANY;
    return new CondState(waiters, possible, locked, waiters > 0 && fresh != 0 && woken && stays);
  }
}

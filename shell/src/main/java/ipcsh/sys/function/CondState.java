package ipcsh.sys.function;

import static ipcsh.sys.abi.PthreadLayout.COND_ORIGINAL;
import static ipcsh.sys.abi.PthreadLayout.COND_REFERENCES;
import static ipcsh.sys.abi.PthreadLayout.COND_SEQUENCE;
import static ipcsh.sys.abi.PthreadLayout.COND_SIZES;
import static ipcsh.sys.abi.PthreadLayout.COND_START;
import static ipcsh.sys.abi.PthreadLayout.COND_WAITERS;
import static ipcsh.sys.abi.PthreadLayout.COND_WAITERS_SHIFT;

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

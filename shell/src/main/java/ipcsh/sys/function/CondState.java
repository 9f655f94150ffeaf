package ipcsh.sys.function;

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

  private static final int SEQUENCE = 0;
  private static final int START = 8;
  private static final int REFERENCES = 16;
  private static final int SIZES = 24;
  private static final int ORIGINAL = 32;
  private static final int WAITERS = 36;

  static CondState read(Memory memory, long cond) {
    int waiters = memory.getInt(cond + WAITERS) >>> 3;
    int original = memory.getInt(cond + ORIGINAL);
    long sequence = memory.getLong(cond + SEQUENCE);
    long start = memory.getLong(cond + START);
    int newGroup = (sequence & 1) == 0 ? 0 : Integer.BYTES;
    int oldGroup = Integer.BYTES - newGroup;
    int fresh =
        (int) ((sequence >>> 1) - (start >>> 1))
            - (original >>> 2)
            + memory.getInt(cond + SIZES + newGroup);
    boolean woken = memory.getInt(cond + SIZES + oldGroup) == 0;
    boolean stays = memory.getInt(cond + REFERENCES + oldGroup) >>> 1 != 0;
    boolean locked = (original & 3) != 0;
    long inGroups =
        (long) (memory.getInt(cond + REFERENCES) >>> 1)
            + (memory.getInt(cond + REFERENCES + Integer.BYTES) >>> 1);
    boolean possible = waiters <= TOO_MANY && inGroups <= TOO_MANY;
    return new CondState(waiters, possible, locked, waiters > 0 && fresh != 0 && woken && stays);
  }
}

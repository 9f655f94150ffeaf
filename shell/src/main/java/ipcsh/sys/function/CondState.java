package ipcsh.sys.function;

/**
 * What glibc keeps in a {@code pthread_cond_t}: those who wait are in two groups, an old one that
 * is woken and a new one that becomes the old one when that has been woken and has left.
 *
 * @param waiters how many wait, or have not quite left yet
 * @param isLocked whether a thread is changing it, or was killed while it did
 * @param isPossible whether the numbers go together, as those of any condition do
 * @param isBlocked whether the C library must wait, before it wakes a thread, until the old group
 *     has left
 */
public record CondState(int waiters, boolean isPossible, boolean isLocked, boolean isBlocked) {
  /** More threads than the kernel has numbers for. */
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

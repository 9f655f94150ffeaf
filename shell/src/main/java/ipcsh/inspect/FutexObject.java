package ipcsh.inspect;

/**
 * The object of the C library to which a futex belongs, as far as it can be told by its bytes.
 *
 * @param kind what it is
 * @param address its address in the process that waits
 * @param call the function that waits, {@code pthread_mutex_lock}
 * @param holder the thread that alone can end the wait, by its ID in its PID namespace; 0 if none
 *     is recorded
 * @param isFreedAtDeath whether the kernel passes it on when its holder ends
 * @param state its state, {@code locked by 2 readers}; null if it is not known
 */
public record FutexObject(
    Kind kind, long address, String call, int holder, boolean isFreedAtDeath, String state) {
  /** What an object is. */
  public enum Kind {
    MUTEX("mutex"),
    RWLOCK("rwlock"),
    CONDITION("condition variable"),
    SEMAPHORE("semaphore"),
    BARRIER("barrier"),
    /** A thread that is joined. */
    THREAD("thread"),
    /** The lock of a stdio stream. */
    STREAM("stdio stream"),
    /** None of these, or it cannot be told. */
    UNKNOWN("futex");

    private final String shown;

    Kind(String shown) {
      this.shown = shown;
    }

    @Override
    public String toString() {
      return shown;
    }
  }

  /** An object that cannot be told. */
  public static FutexObject unknown(long address) {
    return new FutexObject(Kind.UNKNOWN, address, "futex", 0, false, null);
  }
}

package ipcsh.handle;

/**
 * The state of a thread, or of a role, as seen from outside.
 *
 * @param state what it is doing
 * @param call the call in which it is blocked, {@code recvfrom(3, ...)}, or null
 * @param evidence a text that is unchanged if the thread has not run since
 * @param tries how often the condition of its {@code eventually} was found to be false
 */
public record ThreadProbe(State state, String call, String evidence, long tries) {
  /** What a thread is doing. */
  public enum State {
    /** Nothing. */
    IDLE,
    /** It is computing or sleeping for a time: it continues without any other thread. */
    RUNNING,
    /** It is blocked in a system call. */
    BLOCKED,
    /** It is waiting for another thread or role. */
    WAITS,
    /** It is polling a condition ({@code eventually}). */
    TRIES
  }

  /** The state of an idle thread. */
  public static final ThreadProbe IDLE = new ThreadProbe(State.IDLE, null, "", 0);

  /** The state of a running thread. */
  public static final ThreadProbe RUNNING = new ThreadProbe(State.RUNNING, null, "", 0);

  /** Whether it continues without any other thread. */
  public boolean isRunning() {
    return state == State.RUNNING;
  }
}

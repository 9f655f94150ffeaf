package ipcsh.handle;

/**
 * The state of a thread, or of a role, as seen from outside.
 *
 * @param state what it does
 * @param call the call in which it is blocked, {@code recvfrom(3, ...)}, or null
 * @param evidence the same text as before where nothing has happened since
 * @param tries how often its {@code eventually} has found that the time has not come
 */
public record ThreadProbe(State state, String call, String evidence, long tries) {
  /** What somebody can be found to do. */
  public enum State {
    /** Nothing. */
    IDLE,
    /** It computes, or lets time pass: something will come of it without anybody else. */
    RUNNING,
    /** It sleeps in a call of the kernel. */
    BLOCKED,
    /** It waits for what another one does. */
    WAITS,
    /** It looks again and again whether something is so ({@code eventually}). */
    TRIES
  }

  /** Somebody who does nothing. */
  public static final ThreadProbe IDLE = new ThreadProbe(State.IDLE, null, "", 0);

  /** Somebody who does something. */
  public static final ThreadProbe RUNNING = new ThreadProbe(State.RUNNING, null, "", 0);

  /** Whether something will come of it without anybody else. */
  public boolean isRunning() {
    return state == State.RUNNING;
  }
}

package ipcsh.sys.abi;

/**
 * POSIX message queues and their notifications: {@code mq_overview(7)}, {@code sigevent(7)}. A test
 * compares each value with the C compiler's.
 */
public final class QueueConstants {
  /** The limit of priorities: the highest one is 1 less. */
  public static final int MQ_PRIO_MAX = 32768;

  public static final int SIGEV_SIGNAL = 0;
  public static final int SIGEV_NONE = 1;
  public static final int SIGEV_THREAD = 2;

  private QueueConstants() {}
}

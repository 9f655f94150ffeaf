package ipcsh.sys.abi;

/**
 * Synchronisation: {@code pthread_mutexattr_settype(3)}, {@code futex(2)}, {@code sem_overview(7)}.
 * A test compares each value with the C compiler's.
 */
public final class SyncConstants {
  public static final int PTHREAD_MUTEX_NORMAL = 0;
  public static final int PTHREAD_MUTEX_RECURSIVE = 1;
  public static final int PTHREAD_MUTEX_ERRORCHECK = 2;
  public static final int PTHREAD_MUTEX_DEFAULT = 0;

  public static final int PTHREAD_PROCESS_PRIVATE = 0;
  public static final int PTHREAD_PROCESS_SHARED = 1;

  public static final int FUTEX_WAIT = 0;
  public static final int FUTEX_WAKE = 1;
  public static final int FUTEX_WAIT_PRIVATE = 128;
  public static final int FUTEX_PRIVATE_FLAG = 128;
  public static final int FUTEX_WAKE_PRIVATE = 129;

  public static final int SEM_VALUE_MAX = 0x7fffffff;

  private SyncConstants() {}
}

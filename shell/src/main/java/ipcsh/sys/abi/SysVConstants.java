package ipcsh.sys.abi;

/**
 * System V IPC: {@code sysvipc(7)}, {@code msgget(2)}, {@code semget(2)}, {@code shmget(2)}. A test
 * compares each value with the C compiler's.
 */
public final class SysVConstants {
  public static final int IPC_PRIVATE = 0;
  public static final int IPC_CREAT = 01000;
  public static final int IPC_EXCL = 02000;

  public static final int IPC_RMID = 0;
  public static final int IPC_SET = 1;
  public static final int IPC_STAT = 2;

  public static final int MSG_NOERROR = 010000;
  public static final int MSG_EXCEPT = 020000;
  public static final int MSG_COPY = 040000;

  public static final int SEM_UNDO = 0x1000;

  /** Behind those of msgrcv and semop, as strace shows it. */
  public static final int IPC_NOWAIT = 04000;

  public static final int GETPID = 11;
  public static final int GETVAL = 12;
  public static final int GETALL = 13;
  public static final int GETNCNT = 14;
  public static final int GETZCNT = 15;
  public static final int SETVAL = 16;
  public static final int SETALL = 17;

  public static final int SHM_RDONLY = 010000;
  public static final int SHM_RND = 020000;
  public static final int SHM_REMAP = 040000;
  public static final int SHM_EXEC = 0100000;
  public static final int SHM_HUGETLB = 04000;
  public static final int SHM_NORESERVE = 010000;
  public static final int SHM_LOCK = 11;
  public static final int SHM_UNLOCK = 12;
  public static final int SHM_DEST = 01000;
  public static final int SHM_LOCKED = 02000;

  private SysVConstants() {}
}

package ipcsh.sys.abi;

/**
 * Where the fields of {@code struct msqid_ds}, {@code semid_ds}, {@code shmid_ds} and {@code
 * sembuf} lie, in bytes. A test compares each offset with the C compiler's.
 */
public final class SysVLayout {
  private static final boolean PADDED = System.getProperty("os.arch").equals("amd64");

  public static final int PERM_KEY = 0;
  public static final int PERM_UID = 4;
  public static final int PERM_GID = 8;
  public static final int PERM_CUID = 12;
  public static final int PERM_CGID = 16;
  public static final int PERM_MODE = 20;

  public static final int MSG_STIME = 48;
  public static final int MSG_RTIME = 56;
  public static final int MSG_CTIME = 64;
  public static final int MSG_CBYTES = 72;
  public static final int MSG_QNUM = 80;
  public static final int MSG_QBYTES = 88;
  public static final int MSG_LSPID = 96;
  public static final int MSG_LRPID = 100;

  public static final int SEM_OTIME = 48;

  /** On x86-64 each time has a reserved word behind it. */
  public static final int SEM_CTIME = PADDED ? 64 : 56;

  public static final int SEM_NSEMS = PADDED ? 80 : 64;

  public static final int SHM_SEGSZ = 48;
  public static final int SHM_ATIME = 56;
  public static final int SHM_DTIME = 64;
  public static final int SHM_CTIME = 72;
  public static final int SHM_CPID = 80;
  public static final int SHM_LPID = 84;
  public static final int SHM_NATTCH = 88;

  /** Room for any of the three. */
  public static final int DS_SIZE = 128;

  public static final int SEMBUF_SIZE = 6;
  public static final int SEMBUF_NUM = 0;
  public static final int SEMBUF_OP = 2;
  public static final int SEMBUF_FLG = 4;

  /** Where the data of a {@code struct msgbuf} begin. */
  public static final int MTEXT = 8;

  private SysVLayout() {}
}

package ipcsh.sys.abi;

/**
 * Locks on files: {@code fcntl_locking(2)}, {@code lockf(3)}, and queries of descriptors that newer
 * kernels support. A test compares each with the C compiler's.
 */
public final class LockConstants {
  public static final int F_RDLCK = 0;
  public static final int F_WRLCK = 1;
  public static final int F_UNLCK = 2;

  public static final int F_ULOCK = 0;
  public static final int F_LOCK = 1;
  public static final int F_TLOCK = 2;
  public static final int F_TEST = 3;

  public static final int F_DUPFD_QUERY = 1027;
  public static final int F_CREATED_QUERY = 1028;

  private LockConstants() {}
}

package ipcsh.sys.abi;

/**
 * File names and attributes, transfers inside the kernel, limits of a process: {@code access(2)},
 * {@code inode(7)}, {@code fallocate(2)}, {@code splice(2)}, {@code getrlimit(2)}. The values are
 * those of Linux on x86-64 and aarch64; a test compares each with the C compiler's.
 */
public final class FileSystemConstants {
  public static final int F_OK = 0;
  public static final int R_OK = 4;
  public static final int W_OK = 2;
  public static final int X_OK = 1;

  public static final int S_ISUID = 04000;
  public static final int S_ISGID = 02000;
  public static final int S_ISVTX = 01000;
  public static final int S_IRWXU = 0700;
  public static final int S_IRUSR = 0400;
  public static final int S_IWUSR = 0200;
  public static final int S_IXUSR = 0100;
  public static final int S_IRWXG = 070;
  public static final int S_IRGRP = 040;
  public static final int S_IWGRP = 020;
  public static final int S_IXGRP = 010;
  public static final int S_IRWXO = 07;
  public static final int S_IROTH = 04;
  public static final int S_IWOTH = 02;
  public static final int S_IXOTH = 01;

  public static final int AT_SYMLINK_NOFOLLOW = 0x100;
  public static final int AT_REMOVEDIR = 0x200;

  public static final int FALLOC_FL_KEEP_SIZE = 0x01;
  public static final int FALLOC_FL_PUNCH_HOLE = 0x02;
  public static final int FALLOC_FL_COLLAPSE_RANGE = 0x08;
  public static final int FALLOC_FL_ZERO_RANGE = 0x10;
  public static final int FALLOC_FL_INSERT_RANGE = 0x20;
  public static final int FALLOC_FL_UNSHARE_RANGE = 0x40;

  public static final int SPLICE_F_MOVE = 1;
  public static final int SPLICE_F_NONBLOCK = 2;
  public static final int SPLICE_F_MORE = 4;
  public static final int SPLICE_F_GIFT = 8;

  public static final int RLIMIT_CPU = 0;
  public static final int RLIMIT_FSIZE = 1;
  public static final int RLIMIT_DATA = 2;
  public static final int RLIMIT_STACK = 3;
  public static final int RLIMIT_CORE = 4;
  public static final int RLIMIT_RSS = 5;
  public static final int RLIMIT_NPROC = 6;
  public static final int RLIMIT_NOFILE = 7;
  public static final int RLIMIT_MEMLOCK = 8;
  public static final int RLIMIT_AS = 9;
  public static final int RLIMIT_LOCKS = 10;
  public static final int RLIMIT_SIGPENDING = 11;
  public static final int RLIMIT_MSGQUEUE = 12;
  public static final int RLIMIT_NICE = 13;
  public static final int RLIMIT_RTPRIO = 14;
  public static final int RLIMIT_RTTIME = 15;

  /** No limit: all bits of a {@code rlim_t}, which is unsigned. */
  public static final int RLIM_INFINITY = -1;

  private FileSystemConstants() {}
}

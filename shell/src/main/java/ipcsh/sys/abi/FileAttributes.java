package ipcsh.sys.abi;

/**
 * The result of {@code stat(2)}, as far as it is needed. The offsets of the kernel's {@code struct
 * stat} differ between x86-64 and aarch64; a test compares them with the C compiler's.
 *
 * @param dev {@code st_dev}, the device number of the file system
 * @param ino the inode
 * @param mode type and permissions
 * @param links the number of links
 * @param uid its owner's user ID
 * @param gid its group ID
 * @param size in bytes
 * @param seconds the last modification of its contents, in seconds since 1970
 * @param nanos and nanoseconds
 */
public record FileAttributes(
    long dev,
    long ino,
    int mode,
    long links,
    int uid,
    int gid,
    long size,
    long seconds,
    long nanos) {
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

  public static final int STRUCT_SIZE = ARM ? 128 : 144;
  public static final int ST_DEV = 0;
  public static final int ST_INO = 8;
  public static final int ST_MODE = ARM ? 16 : 24;
  public static final int ST_NLINK = ARM ? 20 : 16;
  public static final int ST_UID = ARM ? 24 : 28;
  public static final int ST_GID = ARM ? 28 : 32;
  public static final int ST_RDEV = ARM ? 32 : 40;
  public static final int ST_SIZE = 48;
  public static final int ST_MTIME = 88;

  /** Reads a {@code struct stat}. */
  public static FileAttributes read(NativeMemory stat) {
    return new FileAttributes(
        stat.getLong(ST_DEV),
        stat.getLong(ST_INO),
        stat.getInt(ST_MODE),
        ARM ? stat.getInt(ST_NLINK) : stat.getLong(ST_NLINK),
        stat.getInt(ST_UID),
        stat.getInt(ST_GID),
        stat.getLong(ST_SIZE),
        stat.getLong(ST_MTIME),
        stat.getLong(ST_MTIME + Long.BYTES));
  }
}

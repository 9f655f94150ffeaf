package ipcsh.sys.abi;

/**
 * What {@code stat(2)} tells of a file, as far as it is needed. Where the fields of the kernel's
 * {@code struct stat} are differs between x86-64 and aarch64; a test compares them with the C
 * compiler's.
 *
 * @param dev {@code st_dev}, the number of the file system
 * @param ino its number there
 * @param mode type and permissions
 * @param links how many names it has
 * @param uid to whom it belongs
 * @param gid the group to which it belongs
 * @param size in bytes
 * @param seconds when what is in it was changed last, in seconds since 1970
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

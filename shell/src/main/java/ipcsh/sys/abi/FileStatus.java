package ipcsh.sys.abi;

/**
 * The result of {@code statx(2)}, as far as it is needed.
 *
 * @param device the device number of the file system, {@code major << 20 | minor}
 * @param inode its inode; with the device it identifies the file
 * @param mode type and permissions
 * @param links the number of links
 * @param uid its owner's user ID
 * @param gid its group ID
 * @param size in bytes
 * @param modified the last modification of its contents, in nanoseconds since 1970
 * @param birth its creation time, in nanoseconds, with the resolution of the kernel's clock tick
 *     (milliseconds); 0 if the file system does not record it
 */
public record FileStatus(
    long device,
    long inode,
    int mode,
    int links,
    int uid,
    int gid,
    long size,
    long modified,
    long birth) {
  public static final int STRUCT_SIZE = 256;
  public static final int STX_MASK = 0;
  public static final int STX_NLINK = 16;
  public static final int STX_UID = 20;
  public static final int STX_GID = 24;
  public static final int STX_MODE = 28;
  public static final int STX_INO = 32;
  public static final int STX_SIZE = 40;
  public static final int STX_BTIME = 80;
  public static final int STX_MTIME = 112;
  public static final int STX_DEV_MAJOR = 136;
  public static final int STX_DEV_MINOR = 140;

  public static final int STATX_BASIC_STATS = 0x7ff;
  public static final int STATX_BTIME = 0x800;

  private static final int MINOR_BITS = 20;
  private static final long NANOS = 1_000_000_000L;

  /** Its type, one of the S_IF constants. */
  public int type() {
    return mode & FileConstants.S_IFMT;
  }

  /** The identity of the file. */
  public FileId id() {
    return new FileId(device, inode, type(), birth, uid);
  }

  public static FileStatus read(NativeMemory statx) {
    boolean known = (statx.getInt(STX_MASK) & STATX_BTIME) != 0;
    return new FileStatus(
        (long) statx.getInt(STX_DEV_MAJOR) << MINOR_BITS | statx.getInt(STX_DEV_MINOR),
        statx.getLong(STX_INO),
        statx.getShort(STX_MODE) & 0xffff,
        statx.getInt(STX_NLINK),
        statx.getInt(STX_UID),
        statx.getInt(STX_GID),
        statx.getLong(STX_SIZE),
        time(statx, STX_MTIME),
        known ? time(statx, STX_BTIME) : 0);
  }

  private static long time(NativeMemory statx, int offset) {
    return statx.getLong(offset) * NANOS + statx.getInt(offset + Long.BYTES);
  }
}

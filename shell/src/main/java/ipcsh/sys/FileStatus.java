package ipcsh.sys;

/**
 * What {@code statx(2)} tells of a file, as far as somebody wants to know it.
 *
 * @param device the number of the file system, {@code major << 20 | minor}
 * @param inode its number there; with the device it is the identity of the file
 * @param mode type and permissions
 * @param uid to whom it belongs
 * @param size in bytes
 */
public record FileStatus(long device, long inode, int mode, int uid, long size) {
  static final int STRUCT_SIZE = 256;
  static final int STX_UID = 20;
  static final int STX_MODE = 28;
  static final int STX_INO = 32;
  static final int STX_SIZE = 40;
  static final int STX_DEV_MAJOR = 136;
  static final int STX_DEV_MINOR = 140;

  private static final int MINOR_BITS = 20;

  /** Its type, one of the S_IF constants. */
  public int type() {
    return mode & FileConstants.S_IFMT;
  }

  static FileStatus read(Mem statx) {
    return new FileStatus(
        (long) statx.getInt(STX_DEV_MAJOR) << MINOR_BITS | statx.getInt(STX_DEV_MINOR),
        statx.getLong(STX_INO),
        statx.getShort(STX_MODE) & 0xffff,
        statx.getInt(STX_UID),
        statx.getLong(STX_SIZE));
  }
}

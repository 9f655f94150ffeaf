package ipcsh.sys;

/**
 * What a name stands for just now, as statx(2) tells it: two that are equal are the same file, not
 * one that has got the inode of another that was removed.
 *
 * @param device the number of the file system
 * @param type S_IFSOCK, S_IFIFO, ...
 * @param birth when it was made, in nanoseconds, to a tick of the kernel's clock (milliseconds); 0
 *     where the file system does not know
 * @param owner the number of the user whose it is
 */
public record FileId(long device, long inode, int type, long birth, int owner) {
  static final int AT_SYMLINK_NOFOLLOW = 0x100;

  /** STATX_TYPE, STATX_UID, STATX_INO and STATX_BTIME. */
  static final int WANTED = 0x1 | 0x8 | 0x100 | 0x800;

  static final int SIZE = 256;
  static final int MASK = 0;
  static final int UID = 20;
  static final int MODE = 28;
  static final int INO = 32;
  static final int BTIME = 80;
  static final int DEV_MAJOR = 136;
  static final int DEV_MINOR = 140;

  private static final int STATX_BTIME = 0x800;
  private static final int S_IFMT = 0170000;
  private static final long NANOS = 1_000_000_000L;

  static FileId of(Mem statx) {
    boolean known = (statx.getInt(MASK) & STATX_BTIME) != 0;
    return new FileId(
        (long) statx.getInt(DEV_MAJOR) << Integer.SIZE | statx.getInt(DEV_MINOR),
        statx.getLong(INO),
        statx.getShort(MODE) & S_IFMT,
        known ? statx.getLong(BTIME) * NANOS + statx.getInt(BTIME + Long.BYTES) : 0,
        statx.getInt(UID));
  }
}

package ipcsh.sys.abi;

/**
 * What a name currently refers to: two equal values are the same file, not one that reuses the
 * inode of a removed one.
 *
 * @param device the number of the file system
 * @param inode its number there
 * @param type S_IFSOCK, S_IFIFO, ...
 * @param birth when it was made, see {@link FileStatus#birth}
 * @param owner the number of the user whose it is
 */
public record FileId(long device, long inode, int type, long birth, int owner) {
  /** Whether it is the same file, whoever owns it by now. */
  public boolean isSame(FileId other) {
    return other != null
        && device == other.device
        && inode == other.inode
        && type == other.type
        && birth == other.birth;
  }
}

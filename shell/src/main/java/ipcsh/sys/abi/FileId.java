package ipcsh.sys.abi;

/**
 * What a name currently refers to: two equal values are the same file, not one that reuses the
 * inode of a removed one.
 *
 * @param device the device number of the file system
 * @param inode its inode
 * @param type S_IFSOCK, S_IFIFO, ...
 * @param birth its creation time, see {@link FileStatus#birth}
 * @param owner its owner's user ID
 */
public record FileId(long device, long inode, int type, long birth, int owner) {
  /** Whether it is the same file, even if its owner has changed. */
  public boolean isSame(FileId other) {
    return other != null
        && device == other.device
        && inode == other.inode
        && type == other.type
        && birth == other.birth;
  }
}

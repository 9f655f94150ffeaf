package ipcsh.sys.abi;

/**
 * What a name stands for just now: two that are equal are the same file, not one that has got the
 * inode of another that was removed.
 *
 * @param device the number of the file system
 * @param inode its number there
 * @param type S_IFSOCK, S_IFIFO, ...
 * @param birth when it was made, see {@link FileStatus#birth}
 * @param owner the number of the user whose it is
 */
public record FileId(long device, long inode, int type, long birth, int owner) {}

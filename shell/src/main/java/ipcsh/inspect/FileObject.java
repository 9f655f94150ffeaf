package ipcsh.inspect;

/**
 * A file of a file system.
 *
 * @param id file system and inode
 * @param kind {@code file}, {@code directory}, {@code device}, {@code block device}
 * @param path the name under which it was opened
 * @param size in bytes
 * @param isRemoved whether that name has been removed
 */
public record FileObject(String id, String kind, String path, long size, boolean isRemoved)
    implements KernelObject {}

package ipcsh.handle;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.FileId;
import ipcsh.sys.abi.InternalDescriptorRange;
import ipcsh.sys.abi.SysException;

/**
 * A name in a directory that is held open: renaming directories of its path, or replacing one by a
 * symbolic link, does not change what it refers to.
 */
final class HeldName implements AutoCloseable {
  private final Sys sys;
  private final String path;
  private final String name;
  private final int directory;

  private HeldName(Sys sys, String path, String name, int directory) {
    this.sys = sys;
    this.path = path;
    this.name = name;
    this.directory = directory;
  }

  /**
   * Opens the directory that contains the name now.
   *
   * @throws SysException if it cannot be opened
   */
  static HeldName of(Sys sys, String path) {
    int last = path.lastIndexOf('/');
    String above = last < 0 ? "." : path.substring(0, last + 1);
    int number = sys.files().holdDirectory(above, InternalDescriptorRange.LOWEST);
    return new HeldName(sys, path, path.substring(last + 1), number);
  }

  /** The file to which it refers, null if it does not exist. */
  FileId identity() {
    return sys.files().identity(directory, name);
  }

  /**
   * Removes it if it refers to this file; false if it refers to another one or does not exist.
   * Between check and removal only a user with write permission for the directory can interfere,
   * who could remove it anyway.
   *
   * @param by makes the call, in the same process
   * @throws SysException if it may not be removed
   */
  boolean isRemoved(FileId wanted, Sys by) {
    if (!wanted.isSame(identity())) {
      return false;
    }
    if (wanted.type() == FileConstants.S_IFDIR) {
      by.fileNames().rmdir(directory, name, path);
    } else {
      by.files().unlink(directory, name, path);
    }
    return true;
  }

  @Override
  public void close() {
    sys.files().letGo(directory);
  }
}

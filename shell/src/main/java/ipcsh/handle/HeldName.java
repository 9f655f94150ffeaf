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
  private final int folder;

  private HeldName(Sys sys, String path, String name, int folder) {
    this.sys = sys;
    this.path = path;
    this.name = name;
    this.folder = folder;
  }

  /**
   * Opens the folder in which it stands now.
   *
   * @throws SysException where that cannot be opened
   */
  static HeldName of(Sys sys, String path) {
    int last = path.lastIndexOf('/');
    String above = last < 0 ? "." : path.substring(0, last + 1);
    int number = sys.files().holdFolder(above, InternalDescriptorRange.LOWEST);
    return new HeldName(sys, path, path.substring(last + 1), number);
  }

  /** What it stands for, null for nothing. */
  FileId identity() {
    return sys.files().identity(folder, name);
  }

  /**
   * Removes it where it stands for this file; false where it stands for another one or nothing.
   * Just who may write in the folder can come between, and can remove what is in it anyhow.
   *
   * @param by makes the call, of the same process
   * @throws SysException where it may not be removed
   */
  boolean isRemoved(FileId wanted, Sys by) {
    if (!wanted.isSame(identity())) {
      return false;
    }
    if (wanted.type() == FileConstants.S_IFDIR) {
      by.fileNames().rmdir(folder, name, path);
    } else {
      by.files().unlink(folder, name, path);
    }
    return true;
  }

  @Override
  public void close() {
    sys.files().letGo(folder);
  }
}

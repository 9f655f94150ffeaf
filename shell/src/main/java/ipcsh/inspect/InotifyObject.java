package ipcsh.inspect;

import java.util.List;

/** An inotify and what it watches. */
public record InotifyObject(String id, List<Watch> watches) implements KernelObject {
  /**
   * One file that it watches.
   *
   * @param number that of the watch
   * @param inode that of the file
   * @param mask the IN constants
   */
  public record Watch(int number, long inode, int mask) {}

  @Override
  public String kind() {
    return "inotify";
  }
}

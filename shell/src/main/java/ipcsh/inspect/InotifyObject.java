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
   * @param device the number of the file system where that is
   */
  public record Watch(int number, long inode, int mask, long device) {
    /** The names of the events, {@code IN_CREATE|IN_DELETE}. */
    public String eventNames() {
      return MaskNames.INOTIFY.of(mask);
    }

    /** The file, as {@link KernelObject#id()} has it. */
    public String object() {
      return device + ":" + inode;
    }
  }

  @Override
  public String kind() {
    return "inotify";
  }
}

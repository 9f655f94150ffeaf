package ipcsh.inspect;

import java.util.List;

/** An inotify instance and the files that it watches. */
public record InotifyObject(String id, List<Watch> watches) implements KernelObject {
  /**
   * A watched file.
   *
   * @param number the watch descriptor
   * @param inode the inode of the file
   * @param mask the IN constants
   * @param device the device number of its file system
   */
  public record Watch(int number, long inode, int mask, long device) {
    /** The names of the events, {@code IN_CREATE|IN_DELETE}. */
    public String eventNames() {
      return MaskNames.INOTIFY.of(mask);
    }

    /** The file, as in {@link KernelObject#id()}. */
    public String object() {
      return device + ":" + inode;
    }
  }

  @Override
  public String kind() {
    return "inotify";
  }
}

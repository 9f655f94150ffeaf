package ipcsh.inspect;

import java.util.List;

/** An epoll instance and the descriptors that it watches. */
public record EpollObject(String id, List<Target> targets) implements KernelObject {
  /**
   * A watched descriptor.
   *
   * @param number the number under which it was added; it may have been closed or reused since
   * @param events the EPOLL constants
   * @param data the data returned to the program with an event
   * @param inode the inode of the file, 0 if unknown
   * @param device the device number of its file system
   */
  public record Target(int number, int events, long data, long inode, long device) {
    /**
     * The names of the events that it waits for, {@code EPOLLIN|EPOLLET}; EPOLLERR and EPOLLHUP are
     * implied.
     */
    public String eventNames() {
      return MaskNames.EPOLL.of(events);
    }

    /**
     * The watched descriptor as text, {@code fd 5 EPOLLIN}; with the data if that is not the
     * number.
     */
    public String inWords() {
      String events = eventNames();
      return "fd "
          + number
          + (events.isEmpty() ? "" : " " + events)
          + (data == number ? "" : " data " + data);
    }

    /** Whether an object may be the watched one: anonymous objects all have the same inode. */
    public boolean mayBe(KernelObject object) {
      boolean hasInode =
          object instanceof SocketObject
              || object instanceof PipeObject
              || object instanceof FileObject
              || object instanceof MemoryObject
              || object instanceof QueueObject;
      return inode == 0 || !hasInode || ids().contains(object.id());
    }

    /** Possible IDs of the object, if it has an inode of its own. */
    public List<String> ids() {
      return List.of(SocketObject.id(inode), PipeObject.id(inode), device + ":" + inode);
    }
  }

  @Override
  public String kind() {
    return "epoll";
  }
}

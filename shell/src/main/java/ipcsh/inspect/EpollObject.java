package ipcsh.inspect;

import java.util.List;

/** An epoll and what it watches. */
public record EpollObject(String id, List<Target> targets) implements KernelObject {
  /**
   * One descriptor that it watches.
   *
   * @param number under which it was added; it may be closed, or another one's, since
   * @param events the EPOLL constants
   * @param data what the program gets back with an event
   * @param inode that of the file, 0 where the kernel does not say
   * @param device the number of the file system where that is
   */
  public record Target(int number, int events, long data, long inode, long device) {
    /** The names of the events that it waits for, {@code EPOLLIN|EPOLLET}; two are always. */
    public String eventNames() {
      return MaskNames.EPOLL.of(events);
    }

    /** What it watches in words, {@code fd 5 EPOLLIN}; the data where it is not the number. */
    public String inWords() {
      String events = eventNames();
      return "fd "
          + number
          + (events.isEmpty() ? "" : " " + events)
          + (data == number ? "" : " data " + data);
    }

    /** Whether an object may be this one: those without a file all have one inode. */
    boolean mayBe(KernelObject object) {
      boolean hasInode =
          object instanceof SocketObject
              || object instanceof PipeObject
              || object instanceof FileObject
              || object instanceof MemoryObject
              || object instanceof QueueObject;
      return inode == 0 || !hasInode || ids().contains(object.id());
    }

    /** What the object is called, where it has an inode of its own. */
    public List<String> ids() {
      return List.of(SocketObject.id(inode), PipeObject.id(inode), device + ":" + inode);
    }
  }

  @Override
  public String kind() {
    return "epoll";
  }
}

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
   * @param inode that of the file
   */
  public record Target(int number, int events, long data, long inode) {}

  @Override
  public String kind() {
    return "epoll";
  }
}

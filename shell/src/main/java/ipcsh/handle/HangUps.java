package ipcsh.handle;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.EpollConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Epolls;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of some descriptors have hung up or have an error ({@code epoll(7)}); those that arrive are
 * of no interest. Its own descriptor, an internal one, is readable as long as there are any. Not
 * thread-safe.
 */
final class HangUps {
  private static final int AT_ONCE = 64;

  private int epoll = -1;

  /** Its descriptor; -1 if it is not open. */
  int number() {
    return epoll;
  }

  void open(Sys sys) {
    epoll = InternalDescriptors.move(sys, sys.epolls().create(EpollConstants.EPOLL_CLOEXEC));
  }

  void add(Sys sys, int descriptor) {
    try {
      sys.epolls().control(epoll, EpollConstants.EPOLL_CTL_ADD, descriptor, 0, descriptor);
    } catch (SysException regularFile) {
      // EPERM: it never hangs up
    }
  }

  /**
   * To be called before it is closed: closing alone does not end it if another process has the open
   * file description.
   */
  void remove(Sys sys, int descriptor) {
    try {
      sys.epolls().control(epoll, EpollConstants.EPOLL_CTL_DEL, descriptor, 0, 0);
    } catch (SysException notAdded) {
      // it never hung up
    }
  }

  /** The descriptors that have hung up. */
  List<Integer> now(Sys sys) {
    List<Integer> descriptors = new ArrayList<>();
    if (epoll >= 0) {
      for (Epolls.Event event : sys.epolls().await(epoll, AT_ONCE, 0)) {
        descriptors.add((int) event.data());
      }
    }
    return descriptors;
  }

  void close(Sys sys) {
    if (epoll >= 0) {
      InternalDescriptors.close(sys, epoll);
      epoll = -1;
    }
  }
}

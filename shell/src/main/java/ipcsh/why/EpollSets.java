package ipcsh.why;

import ipcsh.inspect.EpollObject;
import ipcsh.inspect.Holder;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.EpollConstants;
import ipcsh.sys.abi.FileConstants;
import java.util.ArrayList;
import java.util.List;

/** What an epoll instance watches, and why it does not report what is ready. */
final class EpollSets {

  /** The events of poll; the bits above are flags. */
  private static final int EVENTS = 0xffff;

  private EpollSets() {}

  /** The instance on which a thread waits; null if it waits in another call. */
  static EpollObject of(ThreadSnapshot thread, WaitContext context) {
    if (thread.call() == null || !thread.call().startsWith("epoll_")) {
      return null;
    }
    KernelObject object = EventWaits.object(new Holder(thread.pid(), thread.number(0)), context);
    return object instanceof EpollObject epoll ? epoll : null;
  }

  /** Whether a descriptor was reported once, and is not watched until it is armed again. */
  static boolean isDisarmed(EpollObject.Target target) {
    return (target.events() & EpollConstants.EPOLLONESHOT) != 0 && (target.events() & EVENTS) == 0;
  }

  /** The descriptors with data that were reported already and will not be reported again. */
  static List<Holder> unread(ThreadSnapshot thread, WaitContext context) {
    EpollObject epoll = of(thread, context);
    List<Holder> found = new ArrayList<>();
    for (EpollObject.Target target :
        epoll == null ? List.<EpollObject.Target>of() : epoll.targets()) {
      Holder fd = new Holder(thread.pid(), target.number());
      boolean isEdge =
          (target.events() & EpollConstants.EPOLLET) != 0
              && (target.events() & FileConstants.POLLIN) != 0;
      if (isEdge && Boolean.FALSE.equals(context.isEmpty(fd))) {
        found.add(fd);
      }
    }
    return found;
  }

  /** What is to be said of its descriptors, a sentence each. */
  static List<String> notes(ThreadSnapshot thread, WaitContext context) {
    List<String> notes = new ArrayList<>();
    for (Holder fd : unread(thread, context)) {
      notes.add(
          context.descriptor(fd)
              + " has data that were reported and not read: with EPOLLET only new data are reported");
    }
    EpollObject epoll = of(thread, context);
    for (EpollObject.Target target :
        epoll == null ? List.<EpollObject.Target>of() : epoll.targets()) {
      if (isDisarmed(target)) {
        notes.add(
            context.descriptor(new Holder(thread.pid(), target.number()))
                + " is not watched: EPOLLONESHOT has reported it, and EPOLL_CTL_MOD has not rearmed it");
      }
    }
    return notes;
  }
}

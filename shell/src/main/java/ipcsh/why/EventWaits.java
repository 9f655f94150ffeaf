package ipcsh.why;

import ipcsh.inspect.AnonymousObjects;
import ipcsh.inspect.EventObject;
import ipcsh.inspect.FdInfo;
import ipcsh.inspect.Holder;
import ipcsh.inspect.InotifyObject;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.ProcessObject;
import ipcsh.inspect.SignalObject;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.inspect.TimerObject;
import java.util.List;

/** Reads of eventfds, timers, signals and other objects without a file; devices. */
final class EventWaits implements ObjectWaits {
  private static final double MILLIS = 1000;

  @Override
  public WaitCondition toRead(ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    KernelObject object = object(fd, context);
    if (object instanceof EventObject event) {
      return WaitCondition.of(thread, call, "the counter of an eventfd, which is 0")
          .on(event.id(), "the eventfd", "0")
          .endedBy(context.wakers(alike(event, fd, context), "adds to it"));
    }
    if (object instanceof TimerObject timer) {
      WaitCondition wait =
          WaitCondition.of(thread, call, "a timer").on(timer.id(), "the timer", "armed");
      return timer.left().isZero()
          ? WaitCondition.of(thread, call, "a timer that is not armed")
              .on(timer.id(), "the timer", "not armed")
              .endedBy(context.wakers(context.sharing(fd), "arms it"))
          : wait.within(timer.left().toMillis() / MILLIS);
    }
    if (object instanceof SignalObject signals) {
      return WaitCondition.of(thread, call, "a signal of its signalfd")
          .on(signals.id(), "the signalfd", "none pending")
          .fromOutside("a signal");
    }
    if (object instanceof InotifyObject watched) {
      return WaitCondition.of(thread, call, "a change of the files that it watches")
          .on(watched.id(), "the inotify instance", "no event")
          .fromOutside("a change of the files");
    }
    if (object instanceof ProcessObject process) {
      WaitCondition wait =
          WaitCondition.of(thread, call, "the end of " + context.process(process.pid()))
              .on(process.id(), context.process(process.pid()), "alive");
      return process.pid() > 0
          ? wait.endedBy(List.of(new Waker(process.pid(), null, null, "ends")))
          : wait.notKnown("which process its pidfd is");
    }
    return object == null
        ? device(thread, call, fd, context)
        : WaitCondition.unknown(
            thread, call, "which process can end a wait for a " + object.kind());
  }

  @Override
  public WaitCondition toWrite(ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    KernelObject object = object(fd, context);
    if (object instanceof EventObject event) {
      return WaitCondition.of(
              thread, call, "room in the counter of an eventfd, which is at its maximum")
          .on(event.id(), "the eventfd", "full")
          .endedBy(context.wakers(alike(event, fd, context), "reads from it"));
    }
    return object == null
        ? device(thread, call, fd, context)
        : WaitCondition.unknown(
            thread, call, "which process can end a wait for a " + object.kind());
  }

  /** The object without a file that a descriptor is, or null. */
  static KernelObject object(Holder fd, WaitContext context) {
    String link = context.descriptors().link(fd);
    if (link == null || !link.startsWith(AnonymousObjects.PREFIX)) {
      return null;
    }
    FdInfo info = context.descriptors().info(fd);
    return AnonymousObjects.of(AnonymousObjects.PREFIX + fd.pid() + ":" + fd.number(), link, info);
  }

  /** The descriptors of the same eventfd. */
  private static List<Holder> alike(EventObject event, Holder fd, WaitContext context) {
    return context.descriptors().holders(context.descriptors().link(fd)).stream()
        .filter(
            other ->
                other.equals(fd)
                    || object(other, context) instanceof EventObject its
                        && its.id().equals(event.id()))
        .toList();
  }

  private static WaitCondition device(
      ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    String link = context.descriptors().link(fd);
    if (link == null || !link.startsWith("/dev/") || link.startsWith("/dev/mqueue/")) {
      return null;
    }
    return WaitCondition.of(thread, call, "the device " + link)
        .on(link, link, null)
        .fromOutside("the device " + link);
  }
}

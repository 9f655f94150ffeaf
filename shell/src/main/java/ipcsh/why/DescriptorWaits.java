package ipcsh.why;

import ipcsh.inspect.Holder;
import ipcsh.inspect.ThreadSnapshot;
import java.util.List;
import java.util.Set;

/** Calls that read from a descriptor or write to one, whatever it is. */
final class DescriptorWaits implements WaitSource {
  /** The kinds of objects; the first one that knows a descriptor answers. */
  static final List<ObjectWaits> OBJECTS =
      List.of(new PipeWaits(), new SocketWaits(), new TerminalWaits(), new EventWaits());

  private static final Set<String> READING =
      Set.of("read", "readv", "preadv", "preadv2", "recvfrom", "recvmsg", "recvmmsg");
  private static final Set<String> WRITING =
      Set.of("write", "writev", "pwritev", "pwritev2", "sendto", "sendmsg", "sendmmsg", "vmsplice");

  /** What splice reads from and writes to: the indices of its arguments. */
  private static final int FROM = 0;

  private static final int TO = 2;

  @Override
  public WaitCondition of(ThreadSnapshot thread, WaitContext context) {
    Holder first = new Holder(thread.pid(), thread.number(0));
    String call = thread.call() + "(" + first.number() + ")";
    boolean isKnown = READING.contains(thread.call()) || WRITING.contains(thread.call());
    if (isKnown && context.descriptors().link(first) == null) {
      return closed(thread, call, first, context);
    }
    if (READING.contains(thread.call())) {
      return toRead(thread, call, first, context);
    }
    if (WRITING.contains(thread.call())) {
      return toWrite(thread, call, first, context);
    }
    return switch (thread.call()) {
      case "splice" -> copies(thread, FROM, TO, context);
      case "tee" -> copies(thread, 0, 1, context);
      case "sendfile" -> copies(thread, 1, 0, context);
      default -> null;
    };
  }

  /** A call goes on with what its descriptor referred to, although that was closed meanwhile. */
  private static WaitCondition closed(
      ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    String number = "fd " + fd.number();
    // a thread may have a table of its own, CLONE_FILES
    String own = "/proc/" + thread.pid() + "/task/" + thread.tid() + "/fd/";
    boolean isReadable = !context.descriptors().unreadable().contains(thread.pid());
    return !isReadable || context.status(own + fd.number()) != null
        ? null
        : WaitCondition.unknown(
                thread,
                call,
                "what "
                    + number
                    + " referred to: it was closed after the call had begun, which does not end the call")
            .on(null, number, "closed");
  }

  static WaitCondition toRead(ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    return OBJECTS.stream()
        .map(each -> each.toRead(thread, call, fd, context))
        .filter(found -> found != null)
        .findFirst()
        .orElse(null);
  }

  static WaitCondition toWrite(ThreadSnapshot thread, String call, Holder fd, WaitContext context) {
    return OBJECTS.stream()
        .map(each -> each.toWrite(thread, call, fd, context))
        .filter(found -> found != null)
        .findFirst()
        .orElse(null);
  }

  /** A call that moves data waits for the one that has none, or for the one that has no room. */
  private static WaitCondition copies(
      ThreadSnapshot thread, int from, int to, WaitContext context) {
    Holder in = new Holder(thread.pid(), thread.number(from));
    Holder out = new Holder(thread.pid(), thread.number(to));
    String call = thread.call() + "(" + thread.number(0) + ", " + thread.number(from + to) + ")";
    Boolean empty = context.isEmpty(in);
    WaitCondition reading = toRead(thread, call, in, context);
    WaitCondition writing = toWrite(thread, call, out, context);
    if (reading == null || writing == null) {
      return reading == null ? writing : reading;
    }
    return empty == null
        ? reading.endedBy(writing.wakers()).notKnown("whether it waits for data or for room")
        : empty ? reading : writing;
  }
}

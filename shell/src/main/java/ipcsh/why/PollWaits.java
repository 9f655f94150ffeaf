package ipcsh.why;

import ipcsh.inspect.EpollObject;
import ipcsh.inspect.Holder;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.FileConstants;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** poll, select and epoll, which wait for any one of several descriptors. */
final class PollWaits implements WaitSource {
  private static final Set<String> CALLS =
      Set.of("poll", "ppoll", "select", "pselect6", "epoll_wait", "epoll_pwait", "epoll_pwait2");

  /** The size of struct pollfd. */
  private static final int ENTRY = 8;

  private static final int MOST = 4096;
  private static final int SETS = 3;
  private static final double MILLIS = 1000;
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e6;
  private static final int NESTED = 5;

  /** How many of its descriptors are named. */
  private static final int NAMED = 4;

  /** A descriptor and the events for which it is watched. */
  private record Watched(int number, int events) {}

  static boolean isPoll(String call) {
    return CALLS.contains(call);
  }

  @Override
  public WaitCondition of(ThreadSnapshot thread, WaitContext context) {
    if (!isPoll(thread.call())) {
      return null;
    }
    List<Watched> set = set(thread, context);
    String call = SelectSets.isSelect(thread) ? SelectSets.call(thread) : thread.call();
    String text = call.startsWith("epoll") ? call + "(" + thread.number(0) + ")" : call + "()";
    if (set == null) {
      return WaitCondition.unknown(thread, text, "for which descriptors it waits")
          .within(timeout(thread, context));
    }
    WaitCondition all =
        combined(thread, text, set, context, 0)
            .within(timeout(thread, context))
            .noting(notWatched(thread, context))
            .noting(EpollSets.notes(thread, context))
            .endedBy(armers(thread, context));
    // without descriptors it is a pause
    return set.isEmpty() && !call.startsWith("epoll") ? all.fromOutside("a signal") : all;
  }

  /** The descriptors for which a thread waits in such a call; empty if unknown. */
  static List<Integer> watched(ThreadSnapshot thread, WaitContext context) {
    List<Watched> set = set(thread, context);
    return set == null ? List.of() : set.stream().map(Watched::number).toList();
  }

  private static WaitCondition combined(
      ThreadSnapshot thread, String call, List<Watched> set, WaitContext context, int depth) {
    List<WaitCondition> each = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Watched one : set) {
      Holder fd = new Holder(thread.pid(), one.number);
      names.add(context.descriptor(fd));
      if ((one.events & (FileConstants.POLLIN | FileConstants.POLLPRI)) != 0) {
        each.add(toRead(thread, call, fd, context, depth));
      }
      if ((one.events & FileConstants.POLLOUT) != 0) {
        each.add(known(DescriptorWaits.toWrite(thread, call, fd, context), thread, call, fd));
      }
      if (each.isEmpty()) {
        // only for an error or the end
        each.add(toRead(thread, call, fd, context, depth));
      }
    }
    if (each.size() == 1) {
      return each.get(0);
    }
    String shown = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    String purpose =
        set.isEmpty()
            ? "nothing: it watches no descriptor"
            : "any of "
                + shown
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    WaitCondition all = WaitCondition.of(thread, call, purpose).on(null, null, "none is ready");
    for (WaitCondition one : each) {
      all = all.endedBy(one.wakers()).maybeEndedBy(one.possible(), one.doubt());
      all = one.unknown() == null ? all : all.notKnown(one.unknown());
      all = one.outside() == null || all.outside() != null ? all : all.fromOutside(one.outside());
      all = one.newcomer() == null || all.newcomer() != null ? all : all.orBy(one.newcomer());
      all = one.timeout() == null ? all : all.within(one.timeout());
    }
    return all;
  }

  private static WaitCondition toRead(
      ThreadSnapshot thread, String call, Holder fd, WaitContext context, int depth) {
    KernelObject object = EventWaits.object(fd, context);
    if (object instanceof EpollObject epoll && depth < NESTED) {
      return combined(thread, call, targets(epoll), context, depth + 1);
    }
    return known(DescriptorWaits.toRead(thread, call, fd, context), thread, call, fd);
  }

  private static WaitCondition known(
      WaitCondition found, ThreadSnapshot thread, String call, Holder fd) {
    return found != null
        ? found
        : WaitCondition.unknown(thread, call, "what makes fd " + fd.number() + " ready");
  }

  /** The other threads of the process, which may arm a descriptor of EPOLLONESHOT again. */
  private static List<Waker> armers(ThreadSnapshot thread, WaitContext context) {
    EpollObject epoll = EpollSets.of(thread, context);
    return epoll != null
            && epoll.targets().stream().anyMatch(EpollSets::isDisarmed)
            && context.threads(thread.pid()).size() > 1
        ? List.of(new Waker(thread.pid(), "rearms it"))
        : List.of();
  }

  private static List<Watched> targets(EpollObject epoll) {
    return epoll.targets().stream()
        .filter(target -> !EpollSets.isDisarmed(target))
        .map(target -> new Watched(target.number(), target.events()))
        .toList();
  }

  /** The descriptors that are watched; null if they cannot be read. */
  private static List<Watched> set(ThreadSnapshot thread, WaitContext context) {
    return switch (thread.call()) {
      case "poll", "ppoll" -> polled(thread, context);
      case "select", "pselect6" -> selected(thread, context);
      default -> {
        Holder fd = new Holder(thread.pid(), thread.number(0));
        yield EventWaits.object(fd, context) instanceof EpollObject epoll ? targets(epoll) : null;
      }
    };
  }

  private static List<Watched> polled(ThreadSnapshot thread, WaitContext context) {
    int count = (int) Math.min(thread.argument(1), MOST);
    byte[] memory =
        count == 0 ? new byte[0] : context.memory(thread.pid(), thread.argument(0), count * ENTRY);
    if (memory == null) {
      return null;
    }
    ByteBuffer entries = ByteBuffer.wrap(memory).order(ByteOrder.nativeOrder());
    List<Watched> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = entries.getInt();
      int events = entries.getShort();
      entries.getShort();
      if (number >= 0) {
        found.add(new Watched(number, events));
      }
    }
    return found;
  }

  private static List<Watched> selected(ThreadSnapshot thread, WaitContext context) {
    Map<Integer, Integer> watched = new SelectSets(thread, context).watched();
    return watched == null
        ? null
        : watched.entrySet().stream()
            .map(one -> new Watched(one.getKey(), one.getValue()))
            .toList();
  }

  /** The descriptors in its sets that a select does not watch, as a sentence. */
  private static List<String> notWatched(ThreadSnapshot thread, WaitContext context) {
    if (!SelectSets.isSelect(thread)) {
      return List.of();
    }
    SelectSets sets = new SelectSets(thread, context);
    List<Holder> ignored =
        sets.ignored().stream().map(number -> new Holder(thread.pid(), number)).toList();
    if (ignored.isEmpty()) {
      return List.of();
    }
    boolean isOne = ignored.size() == 1;
    boolean hasData = ignored.stream().anyMatch(fd -> Boolean.FALSE.equals(context.isEmpty(fd)));
    return List.of(
        ignored.stream().map(context::descriptor).collect(Collectors.joining(", "))
            + (isOne ? " is in its sets, but not watched" : " are in its sets, but not watched")
            + ", because nfds is "
            + sets.nfds()
            + (hasData
                ? isOne ? "; it is ready to be read" : "; one of them is ready to be read"
                : ""));
  }

  /** The timeout of the call in seconds, null if it has none. */
  private static Double timeout(ThreadSnapshot thread, WaitContext context) {
    return switch (thread.call()) {
      case "poll" -> millis(thread.number(2));
      case "epoll_wait", "epoll_pwait" -> millis(thread.number(SETS));
      case "ppoll" -> time(thread, thread.argument(2), NANOS, context);
      case "epoll_pwait2" -> time(thread, thread.argument(SETS), NANOS, context);
      case "select" -> time(thread, thread.argument(SETS + 1), MICROS, context);
      default -> time(thread, thread.argument(SETS + 1), NANOS, context);
    };
  }

  private static Double millis(int timeout) {
    return timeout < 0 ? null : (Double) (timeout / MILLIS);
  }

  /** A struct timespec or timeval in the memory of the process. */
  private static Double time(
      ThreadSnapshot thread, long address, double fraction, WaitContext context) {
    if (address == 0) {
      return null;
    }
    byte[] memory = context.memory(thread.pid(), address, 2 * Long.BYTES);
    if (memory == null) {
      return 0.0;
    }
    ByteBuffer time = ByteBuffer.wrap(memory).order(ByteOrder.nativeOrder());
    return time.getLong() + time.getLong() / fraction;
  }
}

package ipcsh.inspect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kernel objects without a file, which all share one inode: their kind is in the target of {@code
 * /proc/PID/fd/N}, their state in its fdinfo.
 */
public final class AnonymousObjects {
  /** The prefix of their links, {@code anon_inode:[eventfd]}. */
  public static final String PREFIX = "anon_inode:";

  /** The link of an epoll instance. */
  static final String EPOLL = PREFIX + "[eventpoll]";

  private static final Pattern TARGET =
      Pattern.compile(
          "tfd:\\s*(\\d+) events:\\s*([0-9a-f]+) data:\\s*([0-9a-f]+)(?:.* ino:([0-9a-f]+) sdev:([0-9a-f]+))?.*");
  private static final Pattern WATCH =
      Pattern.compile("inotify wd:([0-9a-f]+) ino:([0-9a-f]+) sdev:([0-9a-f]+) mask:([0-9a-f]+).*");
  private static final Pattern TIME = Pattern.compile("\\((\\d+), (\\d+)\\)");

  private AnonymousObjects() {}

  /**
   * The object of a descriptor.
   *
   * @param id its ID if it has no number of its own
   * @param target the target of the link
   * @param info its fdinfo
   */
  public static KernelObject of(String id, String target, FdInfo info) {
    String kind = target.substring(PREFIX.length()).replace("[", "").replace("]", "");
    return switch (kind) {
      case "eventfd" -> event(id, info);
      case "timerfd" -> timer(id, info);
      case "signalfd" -> new SignalObject(id, signals(info.hex("sigmask")));
      case "eventpoll" -> new EpollObject(id, targets(info));
      case "inotify" -> new InotifyObject(id, watches(info));
      case "pidfd" -> new ProcessObject(id, (int) info.number("Pid", 0), null);
      default -> new OtherObject(id, kind);
    };
  }

  private static KernelObject event(String id, FdInfo info) {
    String number = info.field("eventfd-id");
    return new EventObject(
        number == null ? id : "eventfd:" + number,
        info.hex("eventfd-count"),
        info.number("eventfd-semaphore", 0) != 0);
  }

  private static KernelObject timer(String id, FdInfo info) {
    String clock = info.field("clockid");
    return new TimerObject(
        id,
        clock == null ? null : Integer.valueOf(clock),
        info.number("ticks", 0),
        time(info.field("it_value")),
        time(info.field("it_interval")));
  }

  private static Duration time(String value) {
    Matcher parts = TIME.matcher(value == null ? "" : value);
    return parts.matches()
        ? Duration.ofSeconds(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)))
        : Duration.ZERO;
  }

  private static List<Integer> signals(long set) {
    List<Integer> signals = new ArrayList<>();
    for (int signal = 1; signal <= Long.SIZE; signal++) {
      if ((set >>> signal - 1 & 1) != 0) {
        signals.add(signal);
      }
    }
    return signals;
  }

  private static long hex(String digits) {
    return digits == null ? 0 : Long.parseUnsignedLong(digits, 16);
  }

  /** The descriptors that an epoll instance watches. */
  static List<EpollObject.Target> targets(FdInfo info) {
    List<EpollObject.Target> targets = new ArrayList<>();
    for (String line : info.lines("tfd:")) {
      Matcher parts = TARGET.matcher(line);
      if (parts.matches()) {
        targets.add(
            new EpollObject.Target(
                Integer.parseInt(parts.group(1)),
                (int) Long.parseLong(parts.group(2), 16),
                hex(parts.group(3)),
                hex(parts.group(4)),
                hex(parts.group(5))));
      }
    }
    return targets;
  }

  private static List<InotifyObject.Watch> watches(FdInfo info) {
    List<InotifyObject.Watch> watches = new ArrayList<>();
    for (String line : info.lines("inotify wd:")) {
      Matcher parts = WATCH.matcher(line);
      if (parts.matches()) {
        watches.add(
            new InotifyObject.Watch(
                (int) Long.parseLong(parts.group(1), 16),
                hex(parts.group(2)),
                (int) hex(parts.group(4)),
                hex(parts.group(3))));
      }
    }
    return watches;
  }
}

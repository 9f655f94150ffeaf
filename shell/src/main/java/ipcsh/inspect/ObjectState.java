package ipcsh.inspect;

import ipcsh.sys.abi.Constants;
import ipcsh.sys.abi.FlagWords;
import ipcsh.sys.abi.QueueConstants;
import ipcsh.sys.text.Counted;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** Describes the current state of a kernel object as text; empty if there is nothing to tell. */
public final class ObjectState {
  private static final String SEPARATOR = "  ";
  private static final String TO_RECEIVE = " to receive";

  /** The maximum number of watched descriptors in a description. */
  private static final int SHOWN_TARGETS = 8;

  /** Names of clocks, signals and seals; created when the first is printed. */
  private static final class Names {
    static final Constants CONSTANTS = new Constants(List.of());
    static final FlagWords STATUS = CONSTANTS.set("O_");
  }

  private ObjectState() {}

  /** {@code 3 of 65536 bytes}, {@code count 2}. */
  public static String of(KernelObject object) {
    if (object instanceof SocketObject socket) {
      return socket(socket);
    }
    if (object instanceof PipeObject pipe) {
      return pipe.bytes() == null ? "" : pipe(pipe);
    }
    if (object instanceof FileObject file) {
      String size = file.kind().equals("file") ? Counted.of(file.size(), "byte") : "";
      return joined(size, file.isRemoved() ? "removed" : "");
    }
    if (object instanceof MemoryObject memory) {
      return memory(memory);
    }
    if (object instanceof QueueObject queue) {
      return queue(queue);
    }
    if (object instanceof IpcObject ipc) {
      return ipc(ipc);
    }
    if (object instanceof EventObject event) {
      return joined(
          "count " + Long.toUnsignedString(event.count()), event.isSemaphore() ? "semaphore" : "");
    }
    if (object instanceof TimerObject timer) {
      return timer(timer);
    }
    if (object instanceof SynchronizationObject sync) {
      String waiting = String.join(", ", sync.waiting());
      return joined(
          String.join(SEPARATOR, sync.state()), waiting.isEmpty() ? "" : "waits: " + waiting);
    }
    return others(object);
  }

  /** The same in parts, each about one property. */
  public static List<String> parts(KernelObject object) {
    String state = of(object);
    return state.isEmpty() ? List.of() : List.of(state.split(SEPARATOR));
  }

  /**
   * The names of the status flags of an open file description, {@code O_RDWR|O_NONBLOCK}; for a
   * System V object and for memory how it is used without one.
   */
  public static String flags(OpenFileDescription file) {
    if (file.object() instanceof IpcObject) {
      return file.flags() == IpcObject.KNOWN
          ? "by its ID"
          : file.writes() ? "attached rw-" : "attached r--";
    }
    return MemoryRow.isMapping(file) ? MemoryRow.inWords(file) : Names.STATUS.of(file.flags());
  }

  /** Its address, path or name; null if it has none. */
  public static String name(KernelObject object) {
    if (object instanceof SocketObject socket) {
      return socket.name();
    }
    if (object instanceof PipeObject pipe) {
      return pipe.path();
    }
    if (object instanceof FileObject file) {
      return file.path();
    }
    if (object instanceof TerminalObject) {
      return TerminalObject.PATH;
    }
    if (object instanceof QueueObject queue) {
      return queue.name();
    }
    if (object instanceof IpcObject ipc) {
      return ipc.key();
    }
    if (object instanceof SynchronizationObject sync) {
      return sync.name();
    }
    return object instanceof MemoryObject memory ? memory.name() : null;
  }

  /** All known properties, by their names in the model. */
  public static Map<String, Object> details(KernelObject object) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("kind", object.kind());
    details.putAll(components(object));
    return details;
  }

  private static Map<String, Object> components(Object of) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (RecordComponent component : of.getClass().getRecordComponents()) {
      String name = component.getName();
      boolean question = name.matches("is[A-Z].*");
      String shown =
          question ? name.substring(2, 3).toLowerCase(Locale.ROOT) + name.substring(3) : name;
      try {
        all.put(shown, value(component.getAccessor().invoke(of)));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(component + " cannot be read", e);
      }
    }
    return all;
  }

  private static Object value(Object given) {
    if (given instanceof List<?> list) {
      return list.stream().map(ObjectState::value).toList();
    }
    return given instanceof Record ? components(given) : given;
  }

  private static String others(KernelObject object) {
    if (object instanceof SignalObject signal) {
      String names =
          signal.signals().stream()
              .map(number -> Names.CONSTANTS.render("SIG", number))
              .collect(Collectors.joining(" "));
      return names.isEmpty() ? "no signal" : names;
    }
    if (object instanceof EpollObject epoll) {
      return watched(epoll.targets());
    }
    if (object instanceof TerminalObject master) {
      return "slave " + master.slave();
    }
    if (object instanceof InotifyObject inotify) {
      int watches = inotify.watches().size();
      return Counted.of(watches, "watch", "watches");
    }
    if (object instanceof ProcessObject process && process.pid() != 0) {
      return process.pid() > 0
          ? "process " + process.pid()
          : "terminated process" + (process.end() == null ? "" : SEPARATOR + process.end());
    }
    return "";
  }

  private static String watched(List<EpollObject.Target> targets) {
    if (targets.isEmpty()) {
      return "watches nothing";
    }
    StringJoiner all = new StringJoiner(SEPARATOR, "watches ", "");
    targets.stream().limit(SHOWN_TARGETS).forEach(target -> all.add(target.inWords()));
    int more = targets.size() - SHOWN_TARGETS;
    return more > 0 ? all.add("and " + more + " more").toString() : all.toString();
  }

  private static String socket(SocketObject socket) {
    String state = socket.state() == null ? "" : socket.state();
    if (socket.isListening()) {
      return joined(state, waiting(socket.received(), socket.sent()));
    }
    return joined(
        state,
        isNone(socket.received()) ? "" : Counted.of(socket.received(), "byte") + TO_RECEIVE,
        next(socket),
        isNone(socket.memory())
            ? ""
            : Counted.of(socket.memory(), "byte") + " of memory" + TO_RECEIVE,
        isNone(socket.sent()) ? "" : Counted.of(socket.sent(), "byte") + " not acknowledged",
        socket.inFlight() == 0 ? "" : Counted.of(socket.inFlight(), "descriptor") + " in flight");
  }

  private static boolean isNone(Long count) {
    return count == null || count == 0;
  }

  /** Waiting connections; the kernel lets one more wait than the backlog says, if it is known. */
  private static String waiting(long connections, Long backlog) {
    if (backlog == null) {
      return connections == 0 ? "" : connections + " waiting";
    }
    return connections > backlog
        ? connections + " waiting, backlog " + backlog
        : connections + " of " + backlog + " waiting";
  }

  private static String next(SocketObject socket) {
    if (socket.next() == null) {
      return "";
    }
    return socket.isDatagram()
        ? "next datagram " + Counted.of(socket.next(), "byte")
        : "an empty record" + TO_RECEIVE;
  }

  private static String queue(QueueObject queue) {
    boolean isEmpty = queue.bytes() == null || queue.messages() == 0;
    return joined(
        queue.messages() + " of " + Counted.of(queue.room(), "message"),
        isEmpty ? "" : Counted.of(queue.bytes(), "byte"),
        queue.registered() == null
            ? ""
            : "notifies process " + queue.registered().pid() + how(queue.registered()),
        queue.isRemoved() ? "removed" : "");
  }

  private static String ipc(IpcObject ipc) {
    return joined(
        "id " + ipc.number(),
        ipc.owner() + " " + ipc.perms(),
        ipc.room() == null
            ? ipc.state()
            : ipc.state().replaceFirst(" bytes?$", " of " + ipc.room() + " bytes"),
        ipc.users().isEmpty() ? "" : "last used by " + ipc.users());
  }

  /** How a queue notifies a process, {@code " by SIGUSR1"}. */
  public static String how(QueueStatus.Registered one) {
    return switch (one.how()) {
      case QueueConstants.SIGEV_SIGNAL -> " by " + Names.CONSTANTS.render("SIG", one.signal());
      case QueueConstants.SIGEV_THREAD -> " by a call";
      default -> " by nothing";
    };
  }

  private static String pipe(PipeObject pipe) {
    String bytes =
        pipe.packets() == 0
            ? pipe.bytes() + " of " + pipe.capacity() + " bytes"
            : pipe.bytes() == 0
                ? "0 of " + pipe.packets() + " packets"
                : Counted.of(pipe.bytes(), "byte") + " in at most " + pipe.packets() + " packets";
    boolean isSaid = pipe.packets() == 0 && pipe.bytes().equals(pipe.capacity());
    return joined(bytes, pipe.isFull() && !isSaid ? "full" : "");
  }

  private static String memory(MemoryObject memory) {
    boolean sealed = memory.seals() != null && memory.seals() != 0;
    return joined(
        Counted.of(memory.size(), "byte"),
        sealed ? Names.CONSTANTS.render("F_SEAL_", memory.seals()) : "",
        memory.isRemoved() ? "removed" : "");
  }

  private static String timer(TimerObject timer) {
    boolean armed = !timer.left().isZero();
    boolean expired = timer.ticks() != 0;
    return joined(
        timer.clock() == null ? "" : Names.CONSTANTS.render("CLOCK_", timer.clock()),
        expired ? "expired " + Counted.of(timer.ticks(), "time") : "",
        armed ? "in " + time(timer.left()) : expired ? "" : "disarmed",
        timer.interval().isZero() ? "" : "every " + time(timer.interval()));
  }

  private static String time(Duration time) {
    long millis = time.toMillisPart();
    if (time.toSeconds() == 0) {
      return millis == 0 ? "less than 1 ms" : millis + " ms";
    }
    return time.toSeconds()
        + (millis == 0 ? "" : String.format(Locale.ROOT, ".%03d", millis))
        + " s";
  }

  private static String joined(String... parts) {
    StringJoiner out = new StringJoiner(SEPARATOR);
    for (String part : parts) {
      if (!part.isEmpty()) {
        out.add(part);
      }
    }
    return out.toString();
  }
}

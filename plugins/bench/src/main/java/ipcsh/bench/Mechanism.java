package ipcsh.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A mechanism to measure: its name, the ipcsh script that uses it, and how it is measured. */
enum Mechanism {
  PIPE("pipe", "bytes", Kind.KERNEL),
  FIFO("fifo", "bytes", Kind.KERNEL),
  STREAM("stream", "bytes", Kind.KERNEL),
  REGION("region", "bytes", Kind.KERNEL),
  DGRAM("dgram", "bytes", Kind.KERNEL),
  SEQPACKET("seqpacket", "bytes", Kind.KERNEL),
  TCP("tcp", "bytes", Kind.KERNEL),
  UDP("udp", "bytes", Kind.KERNEL),
  SPLICE("splice", "splice", Kind.KERNEL),
  MQ("mq", "queues", Kind.KERNEL),
  SYSV_MSG("sysv_msg", "sysv", Kind.KERNEL),
  EVENTFD("eventfd", "eventfd", Kind.KERNEL),
  SEM_NAMED("sem_named", "semaphores", Kind.KERNEL),
  SEM_UNNAMED("sem_unnamed", "semaphores", Kind.KERNEL),
  SYSV_SEM("sysv_sem", "sysv", Kind.KERNEL),
  SIGNAL("signal", "signals", Kind.KERNEL),
  CONDITION("condition", "condition", Kind.KERNEL),
  SPIN("spin", "spin", Kind.SPINNING),
  DESCRIPTOR("descriptor", "descriptor", Kind.PASSING),
  HANDOVER("handover", "handover", Kind.HANDING_OVER),
  SEMAPHORE("semaphore", "alone", Kind.ALONE),
  MUTEX("mutex", "alone", Kind.ALONE),
  MEMORY("memory", "alone", Kind.ALONE),
  PROCESS_VM("process_vm", "copying", Kind.COPYING);

  /** Those that transfer messages of any size. */
  private static final Set<Mechanism> SIZED =
      EnumSet.of(PIPE, FIFO, STREAM, REGION, DGRAM, SEQPACKET, TCP, UDP, SPLICE, MQ, SYSV_MSG);

  /** Those whose sender blocks when the receiver is slow: UDP discards what does not fit. */
  private static final Set<Mechanism> FLOWING =
      EnumSet.of(PIPE, FIFO, STREAM, REGION, DGRAM, SEQPACKET, TCP);

  /** The largest UDP datagram. */
  private static final int LARGEST_UDP = 65507;

  /** How a mechanism is measured. */
  enum Kind {
    /** Two processes on one or two processors; the kernel does the work. */
    KERNEL(1, "pong", "ping"),
    /** Two processes on two processors, which make no system call. */
    SPINNING(1, "pong", "ping"),
    /** Two processes that pass a descriptor. */
    PASSING(1, "pong", "ping"),
    /** Three processes: a connection is handed over from one to another. */
    HANDING_OVER(1, "acceptor", "worker", "client"),
    /** One process without contention; a run has this many times more rounds. */
    ALONE(50, "alone"),
    /** One process that works; the other one waits meanwhile, and its memory is read. */
    COPYING(1, "alone");

    private final int factor;
    private final List<String> roles;

    Kind(int factor, String... roles) {
      this.factor = factor;
      this.roles = List.of(roles);
    }

    /**
     * The names of its programs, in the order in which they are started: the first prints its
     * address, the last takes the time.
     */
    List<String> roles() {
      return roles;
    }

    /** Whether it is measured on this many processors. */
    boolean runsOn(int processors) {
      return switch (this) {
        case SPINNING -> processors == 2;
        case ALONE, COPYING -> processors == 1;
        default -> true;
      };
    }

    /** The number of round trips in a run, if a mechanism of the kernel has {@code rounds}. */
    int rounds(int rounds) {
      return Math.multiplyExact(rounds, factor);
    }
  }

  private final String word;
  private final String script;
  private final Kind kind;

  Mechanism(String word, String script, Kind kind) {
    this.word = word;
    this.script = script;
    this.kind = kind;
  }

  /** The mechanism with this name; null if there is none. */
  static Mechanism of(String name) {
    return Arrays.stream(values()).filter(m -> m.word.equals(name)).findFirst().orElse(null);
  }

  /** Whether it transfers messages of any size. */
  boolean isSized() {
    return SIZED.contains(this);
  }

  /** Whether many messages can be sent one way without losing any. */
  boolean isFlowing() {
    return FLOWING.contains(this);
  }

  /** The size of the largest message. */
  int largest() {
    return switch (this) {
      case UDP -> LARGEST_UDP;
      case MQ -> limit("fs/mqueue/msgsize_max");
      case SYSV_MSG -> limit("kernel/msgmax");
      default -> Integer.MAX_VALUE;
    };
  }

  private static int limit(String name) {
    try {
      return Integer.parseInt(Files.readString(Path.of("/proc/sys", name)).strip());
    } catch (IOException | NumberFormatException unknown) {
      return Integer.MAX_VALUE;
    }
  }

  /** All names. */
  static List<String> names() {
    return Arrays.stream(values()).map(Mechanism::word).toList();
  }

  /** Its name on the command line and in the table. */
  String word() {
    return word;
  }

  /** The resource with the ipcsh script. */
  String script() {
    return script + ".groovy";
  }

  Kind kind() {
    return kind;
  }
}

package ipcsh.bench;

import java.util.Arrays;
import java.util.List;

/** A mechanism to measure: its name, the ipcsh script that uses it, and how it is measured. */
enum Mechanism {
  PIPE("pipe", "bytes", Kind.KERNEL),
  FIFO("fifo", "bytes", Kind.KERNEL),
  STREAM("stream", "bytes", Kind.KERNEL),
  DGRAM("dgram", "bytes", Kind.KERNEL),
  SEQPACKET("seqpacket", "bytes", Kind.KERNEL),
  TCP("tcp", "bytes", Kind.KERNEL),
  UDP("udp", "bytes", Kind.KERNEL),
  SPLICE("splice", "splice", Kind.KERNEL),
  EVENTFD("eventfd", "eventfd", Kind.KERNEL),
  MQ("mq", "queues", Kind.KERNEL),
  SEM_NAMED("sem_named", "semaphores", Kind.KERNEL),
  SEM_UNNAMED("sem_unnamed", "semaphores", Kind.KERNEL),
  SYSV_MSG("sysv_msg", "sysv", Kind.KERNEL),
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

  /** How a mechanism is measured. */
  enum Kind {
    /** Two processes on one processor; the kernel does the work. */
    KERNEL(1, "pong", "ping"),
    /** Two processes on two processors, which make no system call. */
    SPINNING(1, "pong", "ping"),
    /** Two processes on one processor that pass a descriptor. */
    PASSING(1, "pong", "ping"),
    /** Three processes on one processor: a connection is handed over from one to another. */
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

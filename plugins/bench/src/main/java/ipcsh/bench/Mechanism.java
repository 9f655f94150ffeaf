package ipcsh.bench;

import java.util.Arrays;
import java.util.List;

/** What is measured: its name, the script that does it in ipcsh, and how. */
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
  CONDITION("condition", "condition", Kind.KERNEL),
  SPIN("spin", "spin", Kind.SPINNING),
  DESCRIPTOR("descriptor", "descriptor", Kind.PASSING),
  HANDOVER("handover", "handover", Kind.HANDING_OVER),
  SEMAPHORE("semaphore", "alone", Kind.ALONE),
  MUTEX("mutex", "alone", Kind.ALONE),
  MEMORY("memory", "alone", Kind.ALONE);

  /** How a mechanism is measured. */
  enum Kind {
    /** Two processes on one processor; the kernel does the work. */
    KERNEL(1, "pong", "ping"),
    /** Two processes on two processors, which make no call. */
    SPINNING(1, "pong", "ping"),
    /** Two processes on one processor that pass a descriptor. */
    PASSING(1, "pong", "ping"),
    /** Three processes on one processor: a connection goes from one to another. */
    HANDING_OVER(1, "acceptor", "worker", "client"),
    /** One process, nobody contending; so many more rounds make a run. */
    ALONE(50, "alone");

    private final int factor;
    private final List<String> roles;

    Kind(int factor, String... roles) {
      this.factor = factor;
      this.roles = List.of(roles);
    }

    /**
     * What its programs do, in the order in which they are started: the first says where it is to
     * be found, the last takes the time.
     */
    List<String> roles() {
      return roles;
    }

    /** The round trips of a run where one over the kernel has {@code rounds}. */
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

  /** The mechanism of a name; null where there is none. */
  static Mechanism of(String name) {
    return Arrays.stream(values()).filter(m -> m.word.equals(name)).findFirst().orElse(null);
  }

  /** All names. */
  static List<String> names() {
    return Arrays.stream(values()).map(Mechanism::word).toList();
  }

  /** What it is called on the command line and in the table. */
  String word() {
    return word;
  }

  /** The resource that does it in ipcsh. */
  String script() {
    return script + ".groovy";
  }

  Kind kind() {
    return kind;
  }
}

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
  EVENTFD("eventfd", "eventfd", Kind.KERNEL),
  SEM_NAMED("sem_named", "semaphores", Kind.KERNEL),
  SEM_UNNAMED("sem_unnamed", "semaphores", Kind.KERNEL),
  CONDITION("condition", "condition", Kind.KERNEL),
  SPIN("spin", "spin", Kind.SPINNING),
  SEMAPHORE("semaphore", "alone", Kind.ALONE),
  MUTEX("mutex", "alone", Kind.ALONE),
  MEMORY("memory", "alone", Kind.ALONE);

  /** How a mechanism is measured. */
  enum Kind {
    /** Two processes on one processor; the kernel does the work. */
    KERNEL(1),
    /** Two processes on two processors, which make no call. */
    SPINNING(1),
    /** One process, nobody contending; so many more rounds make a run. */
    ALONE(50);

    private final int factor;

    Kind(int factor) {
      this.factor = factor;
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

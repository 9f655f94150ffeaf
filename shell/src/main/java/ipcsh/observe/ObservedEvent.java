package ipcsh.observe;

/** Something that happened to a thread of an observed program, in the order in which it began. */
public sealed interface ObservedEvent
    permits ObservedCall, ObservedSignal, ObservedEnd, ObservedLine {
  /** When it happened, or began, in nanoseconds since the epoch; 0 if unknown. */
  long began();

  /** The thread, or null if the line named none. */
  ObservedThread thread();

  /** Its text as strace prints it, without thread and time. */
  String line();

  /** The process ID, 0 if unknown. */
  default int pid() {
    return thread() == null ? 0 : thread().process().pid();
  }

  /** The thread ID, 0 if unknown. */
  default int tid() {
    return thread() == null ? 0 : thread().tid();
  }
}

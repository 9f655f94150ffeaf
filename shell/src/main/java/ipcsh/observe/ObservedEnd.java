package ipcsh.observe;

/**
 * The end of a thread, and with its last thread that of the process.
 *
 * @param thread the thread
 * @param began the time, in nanoseconds since the epoch
 * @param status the exit status, or null
 * @param signal the signal that killed it, {@code SIGKILL}, or null
 * @param dumpedCore whether that left a core
 * @param replacedBy the thread whose exec ended it and took its number, or 0
 */
public record ObservedEnd(
    ObservedThread thread,
    long began,
    Integer status,
    String signal,
    boolean dumpedCore,
    int replacedBy)
    implements ObservedEvent {
  @Override
  public String line() {
    if (replacedBy != 0) {
      return "+++ superseded by execve in pid " + replacedBy + " +++";
    }
    return signal == null
        ? "+++ exited with " + status + " +++"
        : "+++ killed by " + signal + (dumpedCore ? " (core dumped)" : "") + " +++";
  }

  @Override
  public String toString() {
    return line();
  }
}

package ipcsh.handle;

/**
 * A handle of a process: accepted wherever a command takes a process ID. Compared by that, as in C,
 * with numbers and with other handles.
 */
public interface HasPid extends Comparable<Object> {
  /** The process ID. */
  int getPid();

  /** The process ID, if it is one of this machine. */
  default int localPid() {
    return getPid();
  }

  /**
   * By process ID.
   *
   * @throws ClassCastException for a value that is neither a process nor a number
   */
  @Override
  default int compareTo(Object other) {
    if (other instanceof HasPid process) {
      return Integer.compare(getPid(), process.getPid());
    }
    if (other instanceof Number number) {
      return Double.compare(getPid(), number.doubleValue());
    }
    throw new ClassCastException("a process is not " + other.getClass().getSimpleName());
  }
}

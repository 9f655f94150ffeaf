package ipcsh.handle;

/**
 * A handle of a process: taken wherever a command wants a process number. Compares as that, as in
 * C, with numbers and with others.
 */
public interface HasPid extends Comparable<Object> {
  /** The process number. */
  int getPid();

  /**
   * By the number.
   *
   * @throws ClassCastException for what is neither a process nor a number
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

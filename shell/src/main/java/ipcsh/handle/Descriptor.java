package ipcsh.handle;

/**
 * A descriptor of this process ({@link Fd}) or of another one ({@link RemoteFd}). Compared by its
 * number, as in C, with numbers and with other descriptors.
 */
public interface Descriptor extends Numbered {
  /** The process that has it open. */
  int getPid();

  /** Its number there. */
  @Override
  int getNumber();

  /**
   * By number; descriptors of two processes first by process.
   *
   * @throws ClassCastException for a value that is neither a descriptor nor a number
   */
  @Override
  default int compareTo(Object other) {
    if (other instanceof Descriptor fd) {
      boolean own = this instanceof Fd && fd instanceof Fd;
      int processes = own ? 0 : Integer.compare(getPid(), fd.getPid());
      return processes != 0 ? processes : Integer.compare(getNumber(), fd.getNumber());
    }
    if (other instanceof Number number) {
      return Double.compare(getNumber(), number.doubleValue());
    }
    throw new ClassCastException("a descriptor is not " + other.getClass().getSimpleName());
  }
}

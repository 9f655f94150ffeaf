package ipcsh.command;

/**
 * Something that cannot be expressed in C, or not by this translator: what, why, and an
 * alternative.
 */
public final class UnsupportedInC extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;

  /**
   * For a line of a text.
   *
   * @param line below 1 if unknown
   */
  public UnsupportedInC(int line, String why) {
    super(why);
    this.line = line;
  }

  /** The line of the text, below 1 if unknown. */
  public int line() {
    return line;
  }
}

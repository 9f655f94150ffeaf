package ipcsh.command;

/**
 * Something that cannot be said in C, or not by us: what it is, why, and what would be possible.
 */
public final class UnsupportedInC extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int line;

  /**
   * For a line of a text.
   *
   * @param line below 1 where nobody knows
   */
  public UnsupportedInC(int line, String why) {
    super(why);
    this.line = line;
  }

  /** The line of the text, below 1 where nobody knows. */
  public int line() {
    return line;
  }
}

package ipcsh.draw;

/**
 * A line in a box.
 *
 * @param text its text
 * @param tone its colour role
 * @param fill a fill level from 0 to 1, shown as a bar before the text; null for no bar
 */
record BoxRow(String text, ColorRole tone, Double fill) {
  /** The mark of a descriptor that has FD_CLOEXEC. */
  static final String CLOSES_ON_EXEC = "cloexec";

  static BoxRow plain(String text) {
    return new BoxRow(text, ColorRole.PLAIN, null);
  }

  /** Whether it is left out if it does not fit. */
  boolean isOptional() {
    return text.equals(CLOSES_ON_EXEC);
  }

  BoxRow marked(ColorRole.Mark mark) {
    return new BoxRow(text, tone.marked(mark), fill);
  }

  static BoxRow quiet(String text) {
    return new BoxRow(text, ColorRole.QUIET, null);
  }
}

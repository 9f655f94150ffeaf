package ipcsh.draw;

/**
 * A line in a box.
 *
 * @param text its text
 * @param tone its colour role
 * @param fill a fill level from 0 to 1, shown as a bar before the text; null for no bar
 */
record BoxRow(String text, ColorRole tone, Double fill) {
  static BoxRow plain(String text) {
    return new BoxRow(text, ColorRole.PLAIN, null);
  }

  BoxRow marked(ColorRole.Mark mark) {
    return new BoxRow(text, tone.marked(mark), fill);
  }

  static BoxRow quiet(String text) {
    return new BoxRow(text, ColorRole.QUIET, null);
  }
}

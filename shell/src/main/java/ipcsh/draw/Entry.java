package ipcsh.draw;

/**
 * A line in a box.
 *
 * @param text what it says
 * @param tone how
 * @param fill how full something is, from 0 to 1, shown as a bar before the text; null for no bar
 */
record Entry(String text, Tone tone, Double fill) {
  static Entry plain(String text) {
    return new Entry(text, Tone.PLAIN, null);
  }

  Entry marked(Tone.Mark mark) {
    return new Entry(text, tone.marked(mark), fill);
  }

  static Entry quiet(String text) {
    return new Entry(text, Tone.QUIET, null);
  }
}

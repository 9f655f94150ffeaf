package ipcsh.record;

/**
 * One place on the screen.
 *
 * @param text the character with what combines with it; empty behind a wide one
 * @param wide whether it takes the next place too
 * @param style how it looks
 */
record ScreenCell(String text, boolean wide, CellStyle style) {
  static final ScreenCell BLANK = new ScreenCell(" ", false, CellStyle.PLAIN);

  /** An erased place: the colour behind is kept. */
  static ScreenCell erased(CellStyle style) {
    return style.background() == CellStyle.DEFAULT
        ? BLANK
        : new ScreenCell(" ", false, CellStyle.PLAIN.on(style.background()));
  }

  boolean isBlank() {
    return text.equals(" ")
        && style.background() == CellStyle.DEFAULT
        && !style.has(CellStyle.INVERSE)
        && !style.has(CellStyle.UNDERLINE);
  }
}

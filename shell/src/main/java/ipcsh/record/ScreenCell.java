package ipcsh.record;

/**
 * A cell of the screen.
 *
 * @param text the character with its combining characters; empty after a wide one
 * @param wide whether it also occupies the next cell
 * @param style its style
 */
record ScreenCell(String text, boolean wide, CellStyle style) {
  static final ScreenCell BLANK = new ScreenCell(" ", false, CellStyle.PLAIN);

  /** An erased cell, which keeps the background colour. */
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

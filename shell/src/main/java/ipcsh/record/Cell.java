package ipcsh.record;

/**
 * One place on the screen.
 *
 * @param text the character with what combines with it; empty behind a wide one
 * @param wide whether it takes the next place too
 * @param style how it looks
 */
record Cell(String text, boolean wide, Style style) {
  static final Cell BLANK = new Cell(" ", false, Style.PLAIN);

  /** An erased place: the colour behind is kept. */
  static Cell erased(Style style) {
    return style.background() == Style.DEFAULT
        ? BLANK
        : new Cell(" ", false, Style.PLAIN.on(style.background()));
  }

  boolean isBlank() {
    return text.equals(" ")
        && style.background() == Style.DEFAULT
        && !style.has(Style.INVERSE)
        && !style.has(Style.UNDERLINE);
  }
}

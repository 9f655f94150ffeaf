package ipcsh.record;

/**
 * The style of a character.
 *
 * @param foreground its colour: {@link #DEFAULT}, one of the 256-colour palette, or {@link #rgb}
 * @param background the background colour
 * @param marks a combination of {@link #BOLD} and similar bits
 */
record CellStyle(int foreground, int background, int marks) {
  static final int DEFAULT = -1;

  static final int BOLD = 1;
  static final int FAINT = 2;
  static final int ITALIC = 4;
  static final int UNDERLINE = 8;
  static final int INVERSE = 16;
  static final int HIDDEN = 32;
  static final int STRUCK = 64;

  static final CellStyle PLAIN = new CellStyle(DEFAULT, DEFAULT, 0);

  private static final int TRUE_COLOUR = 1 << 24;

  static int rgb(int red, int green, int blue) {
    return TRUE_COLOUR | (red & 0xff) << 16 | (green & 0xff) << 8 | blue & 0xff;
  }

  /** Whether it is an RGB colour, whose value is in the low 24 bits, and not one of the palette. */
  static boolean isRgb(int colour) {
    return colour >= TRUE_COLOUR;
  }

  boolean has(int mark) {
    return (marks & mark) != 0;
  }

  CellStyle with(int mark) {
    return new CellStyle(foreground, background, marks | mark);
  }

  CellStyle without(int mark) {
    return new CellStyle(foreground, background, marks & ~mark);
  }

  CellStyle on(int colour) {
    return new CellStyle(foreground, colour, marks);
  }

  CellStyle in(int colour) {
    return new CellStyle(colour, background, marks);
  }
}

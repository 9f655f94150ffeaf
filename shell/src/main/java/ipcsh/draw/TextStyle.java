package ipcsh.draw;

/** The font and the colour of a text in an exported picture. */
public enum TextStyle {
  /** Text in a box. */
  PLAIN("text", Font.MONOSPACED, 13, Surface.TEXT),
  /** Important text. */
  STRONG("text strong", Font.MONOSPACED_BOLD, 13, Surface.TEXT),
  /** Less important text. */
  QUIET("text quiet", Font.MONOSPACED, 13, Surface.QUIET),
  /** A blocked call. */
  WAITING("text waiting", Font.MONOSPACED_BOLD, 13, Surface.WAITING),
  /** A blocked call that is part of a ring of waits. */
  RING("text strong ring-text", Font.MONOSPACED_BOLD, 13, Surface.RING),
  /** The title of a box. */
  TITLE("title", Font.SANS_BOLD, 13, Surface.TITLE),
  /** A heading on the background. */
  HEADING("heading", Font.SANS_BOLD, 14, Surface.QUIET);

  /** The fonts. */
  public enum Font {
    /** For text in columns. */
    MONOSPACED,
    /** The same in bold. */
    MONOSPACED_BOLD,
    /** Proportional, bold. */
    SANS_BOLD
  }

  private final String classes;
  private final Font font;
  private final int size;
  private final Surface ink;

  TextStyle(String classes, Font font, int size, Surface ink) {
    this.classes = classes;
    this.font = font;
    this.size = size;
    this.ink = ink;
  }

  /** The style of a text in a box. */
  static TextStyle of(ColorRole tone) {
    return switch (tone.of()) {
      case STRONG -> STRONG;
      case QUIET -> QUIET;
      case WAITING -> tone.mark() == ColorRole.Mark.RING ? RING : WAITING;
      default -> PLAIN;
    };
  }

  /** Its CSS classes. */
  String classes() {
    return classes;
  }

  /** Its font. */
  public Font font() {
    return font;
  }

  /** The size of the font in pixels. */
  public int size() {
    return size;
  }

  /** Its colour. */
  public Surface ink() {
    return ink;
  }
}

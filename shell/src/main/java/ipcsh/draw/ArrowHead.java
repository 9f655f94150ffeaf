package ipcsh.draw;

/** The head of an arrow that points to the right. */
public final class ArrowHead {
  /** Its outline, in a square of {@link #UNITS} units. */
  public static final Outline OUTLINE = Outline.from(0, 0.8).to(9.5, 5).to(0, 9.2).to(2, 5).close();

  /** The size of the square. */
  public static final int UNITS = 10;

  /** The size of the square in pixels. */
  public static final int PIXELS = 9;

  /** The point of the square, in units, that lies at the end of the line. */
  public static final int TIP_X = 9;

  /** Its vertical coordinate. */
  public static final int TIP_Y = 5;

  private ArrowHead() {}
}

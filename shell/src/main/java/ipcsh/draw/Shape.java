package ipcsh.draw;

import java.util.List;

/** An element of a {@link VectorImage}; coordinates and lengths are pixels. */
public sealed interface Shape {
  /** The width of the border of a rectangle or a circle. */
  double BORDER = 1.5;

  /** The width of the border that separates a text from what is below it. */
  double HALO = 4;

  /**
   * A filled rectangle.
   *
   * @param radius the radius of its corners, 0 for sharp ones
   * @param border the colour of its border, or null
   */
  record Rectangle(
      double x, double y, double width, double height, double radius, Ink fill, Ink border)
      implements Shape {}

  /**
   * A filled circle.
   *
   * @param border the colour of its border, or null
   */
  record Circle(double x, double y, double radius, Ink fill, Ink border) implements Shape {}

  /** A filled area. */
  record Area(Outline outline, Ink fill) implements Shape {}

  /** The kinds of lines. */
  enum LineKind {
    /** A line between two elements. */
    WIRE(1.8),
    /** The same in a ring of waits. */
    RING(3),
    /** The lane of a participant, dotted. */
    LANE(1.8),
    /** Hides what passes below a line, in the colour of the background. */
    UNDER(6);

    private final double width;

    LineKind(double width) {
      this.width = width;
    }

    /** The width of the line. */
    public double width() {
      return width;
    }
  }

  /** The lengths of a dot of a lane, which has round ends, and of the gap. */
  List<Integer> DOTS = List.of(1, 5);

  /** A line, with or without arrow heads. */
  record Line(Outline outline, Ink ink, LineKind kind, boolean startsInArrow, boolean endsInArrow)
      implements Shape {}

  /** Which point of a text the coordinates name. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * A text of one line.
   *
   * @param y the baseline
   * @param hasHalo whether a border in the colour of the background separates it from what is below
   */
  record Text(double x, double y, String text, TextStyle style, Anchor anchor, boolean hasHalo)
      implements Shape {
    Text(double x, double y, String text, TextStyle style) {
      this(x, y, text, style, Anchor.START, false);
    }
  }

  /** Shapes that belong together. */
  record Group(List<Shape> shapes) implements Shape {}
}

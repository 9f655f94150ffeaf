package ipcsh.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A line of straight and curved pieces; coordinates are pixels, from the top left corner. */
public final class Outline {
  /** Receives the pieces of an outline, one after the other. */
  public interface Pen {
    /** Begins at a point. */
    void moveTo(double x, double y);

    /** Draws a straight line. */
    void lineTo(double x, double y);

    /** Draws a quadratic curve with one control point. */
    void curveTo(double controlX, double controlY, double x, double y);

    /** Draws a line back to the begin. */
    void close();
  }

  private interface Piece {
    void draw(Pen pen);
  }

  private final List<Piece> pieces = new ArrayList<>();
  private double x;
  private double y;

  private Outline() {}

  /** An outline that begins at a point. */
  static Outline from(double x, double y) {
    Outline outline = new Outline();
    outline.pieces.add(pen -> pen.moveTo(x, y));
    return outline.at(x, y);
  }

  private Outline at(double newX, double newY) {
    x = newX;
    y = newY;
    return this;
  }

  /** Continues with a straight line to a point. */
  Outline to(double newX, double newY) {
    pieces.add(pen -> pen.lineTo(newX, newY));
    return at(newX, newY);
  }

  /** Continues with a horizontal line. */
  Outline across(double newX) {
    return to(newX, y);
  }

  /** Continues with a vertical line. */
  Outline along(double newY) {
    return to(x, newY);
  }

  /** Continues with a rounded corner: it starts horizontally if {@code isAcross}. */
  Outline corner(boolean isAcross, double dx, double dy) {
    double controlX = isAcross ? x + dx : x;
    double controlY = isAcross ? y : y + dy;
    double newX = x + dx;
    double newY = y + dy;
    pieces.add(pen -> pen.curveTo(controlX, controlY, newX, newY));
    return at(newX, newY);
  }

  /** Continues with a line back to the begin. */
  Outline close() {
    pieces.add(Pen::close);
    return this;
  }

  /** Draws it with a pen. */
  public void draw(Pen pen) {
    pieces.forEach(piece -> piece.draw(pen));
  }

  /** Its notation in SVG. */
  String svg() {
    SvgPen pen = new SvgPen();
    draw(pen);
    return pen.out.toString();
  }

  /** A number with at most one decimal place. */
  static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
  }

  private static final class SvgPen implements Pen {
    private final StringBuilder out = new StringBuilder();
    private double x;
    private double y;

    private SvgPen point(double newX, double newY) {
      out.append(number(newX)).append(' ').append(number(newY));
      x = newX;
      y = newY;
      return this;
    }

    @Override
    public void moveTo(double newX, double newY) {
      out.append('M');
      point(newX, newY);
    }

    @Override
    public void lineTo(double newX, double newY) {
      if (newY == y) {
        out.append('H').append(number(newX));
        x = newX;
      } else if (newX == x) {
        out.append('V').append(number(newY));
        y = newY;
      } else {
        out.append('L');
        point(newX, newY);
      }
    }

    @Override
    public void curveTo(double controlX, double controlY, double newX, double newY) {
      out.append('q').append(number(controlX - x)).append(' ').append(number(controlY - y));
      out.append(' ').append(number(newX - x)).append(' ').append(number(newY - y));
      x = newX;
      y = newY;
    }

    @Override
    public void close() {
      out.append('z');
    }
  }
}

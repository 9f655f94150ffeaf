package ipcsh.image;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;

/**
 * The two ends of a line.
 *
 * @param start where it begins
 * @param end where it ends
 */
record PathEnds(End start, End end) {
  /**
   * An end, and the direction out of the line.
   *
   * @param dx the horizontal part of the direction, of any length
   * @param dy the vertical part
   */
  record End(double x, double y, double dx, double dy) {}

  /** The ends of a line of at least two points. */
  static PathEnds of(Path2D path) {
    List<Point2D> points = new ArrayList<>();
    double[] at = new double[6];
    for (PathIterator each = path.getPathIterator(null); !each.isDone(); each.next()) {
      int count =
          switch (each.currentSegment(at)) {
            case PathIterator.SEG_CLOSE -> 0;
            case PathIterator.SEG_QUADTO -> 2;
            default -> 1;
          };
      for (int i = 0; i < count; i++) {
        Point2D point = new Point2D.Double(at[2 * i], at[2 * i + 1]);
        if (points.isEmpty() || !point.equals(points.get(points.size() - 1))) {
          points.add(point);
        }
      }
    }
    int last = points.size() - 1;
    return new PathEnds(
        end(points.get(0), points.get(Math.min(1, last))),
        end(points.get(last), points.get(Math.max(0, last - 1))));
  }

  private static End end(Point2D tip, Point2D before) {
    double dx = tip.getX() - before.getX();
    return new End(tip.getX(), tip.getY(), dx, tip.getY() - before.getY());
  }
}

package ipcsh.image;

import ipcsh.draw.ArrowHead;
import ipcsh.draw.Ink;
import ipcsh.draw.Outline;
import ipcsh.draw.PictureStyle;
import ipcsh.draw.Shape;
import ipcsh.draw.Surface;
import ipcsh.draw.VectorImage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.io.IOException;

/** Paints the shapes of a picture as a browser paints its SVG. */
final class ShapePainter {
  private static final float MITER_LIMIT = 4;

  private final VectorImage image;
  private final PictureStyle style;
  private final PaintTarget target;
  private final Typefaces typefaces;

  ShapePainter(VectorImage image, PictureStyle style, PaintTarget target, Typefaces typefaces) {
    this.image = image;
    this.style = style;
    this.target = target;
    this.typefaces = typefaces;
  }

  void paint() throws IOException {
    if (!style.isTransparent()) {
      Rectangle2D all = new Rectangle2D.Double(0, 0, image.width(), image.height());
      target.fill(all, color(Surface.PAPER));
    }
    for (Shape shape : image.shapes()) {
      paint(shape);
    }
  }

  private Color color(Ink ink) {
    return Color.decode(style.colors().color(ink));
  }

  private void paint(Shape shape) throws IOException {
    if (shape instanceof Shape.Group group) {
      for (Shape one : group.shapes()) {
        paint(one);
      }
    } else if (shape instanceof Shape.Rectangle rectangle) {
      double corner = 2 * rectangle.radius();
      paint(
          new RoundRectangle2D.Double(
              x(rectangle.x()),
              y(rectangle.y()),
              rectangle.width(),
              rectangle.height(),
              corner,
              corner),
          rectangle.fill(),
          rectangle.border());
    } else if (shape instanceof Shape.Circle circle) {
      double size = 2 * circle.radius();
      double left = x(circle.x() - circle.radius());
      double top = y(circle.y() - circle.radius());
      paint(new Ellipse2D.Double(left, top, size, size), circle.fill(), circle.border());
    } else if (shape instanceof Shape.Area area) {
      paint(path(area.outline()), area.fill(), null);
    } else if (shape instanceof Shape.Line line) {
      line(line);
    } else if (shape instanceof Shape.Text text) {
      text(text);
    }
  }

  private void paint(java.awt.Shape shape, Ink fill, Ink border) throws IOException {
    target.fill(shape, color(fill));
    if (border != null) {
      target.stroke(shape, plain(Shape.BORDER), color(border));
    }
  }

  private double x(double x) {
    return x + image.margin();
  }

  private double y(double y) {
    return y + image.margin();
  }

  private static BasicStroke plain(double width) {
    return new BasicStroke(
        (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, MITER_LIMIT);
  }

  private static BasicStroke dotted(double width) {
    float[] lengths = new float[Shape.DOTS.size()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = Shape.DOTS.get(i);
    }
    return new BasicStroke(
        (float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_MITER, MITER_LIMIT, lengths, 0);
  }

  private Path2D path(Outline outline) {
    PathPen pen = new PathPen();
    outline.draw(pen);
    pen.path.transform(AffineTransform.getTranslateInstance(image.margin(), image.margin()));
    return pen.path;
  }

  private void line(Shape.Line line) throws IOException {
    if (line.kind() == Shape.LineKind.UNDER && style.isTransparent()) {
      return;
    }
    Path2D path = path(line.outline());
    double width = line.kind().width();
    Color color = color(line.ink());
    boolean isDotted = line.kind() == Shape.LineKind.LANE;
    target.stroke(path, isDotted ? dotted(width) : plain(width), color);
    PathEnds ends = PathEnds.of(path);
    if (line.startsInArrow()) {
      target.fill(head(ends.start()), color);
    }
    if (line.endsInArrow()) {
      target.fill(head(ends.end()), color);
    }
  }

  /** An arrow head with its tip at an end of a line. */
  private static Path2D head(PathEnds.End end) {
    PathPen pen = new PathPen();
    ArrowHead.OUTLINE.draw(pen);
    double scale = (double) ArrowHead.PIXELS / ArrowHead.UNITS;
    AffineTransform place = AffineTransform.getTranslateInstance(end.x(), end.y());
    place.rotate(end.dx(), end.dy());
    place.scale(scale, scale);
    place.translate(-ArrowHead.TIP_X, -ArrowHead.TIP_Y);
    pen.path.transform(place);
    return pen.path;
  }

  private void text(Shape.Text text) throws IOException {
    TextLine line = TextLine.of(text.text(), text.style(), typefaces);
    double x =
        switch (text.anchor()) {
          case START -> x(text.x());
          case MIDDLE -> x(text.x()) - line.width() / 2;
          case END -> x(text.x()) - line.width();
        };
    double y = y(text.y());
    if (text.hasHalo() && !style.isTransparent()) {
      BasicStroke halo =
          new BasicStroke((float) Shape.HALO, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
      target.stroke(line.outline(x, y), halo, color(Surface.PAPER));
    }
    target.text(line, x, y, color(text.style().ink()));
  }

  private static final class PathPen implements Outline.Pen {
    private final Path2D path = new Path2D.Double();

    @Override
    public void moveTo(double x, double y) {
      path.moveTo(x, y);
    }

    @Override
    public void lineTo(double x, double y) {
      path.lineTo(x, y);
    }

    @Override
    public void curveTo(double controlX, double controlY, double x, double y) {
      path.quadTo(controlX, controlY, x, y);
    }

    @Override
    public void close() {
      path.closePath();
    }
  }
}

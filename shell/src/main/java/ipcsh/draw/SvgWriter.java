package ipcsh.draw;

import ipcsh.draw.Shape.Anchor;
import ipcsh.draw.Shape.Area;
import ipcsh.draw.Shape.Circle;
import ipcsh.draw.Shape.Group;
import ipcsh.draw.Shape.Line;
import ipcsh.draw.Shape.LineKind;
import ipcsh.draw.Shape.Rectangle;
import ipcsh.draw.Shape.Text;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a picture as SVG; with {@link ThemeChoice#AUTO} for light and dark backgrounds. */
public final class SvgWriter {
  private final VectorImage image;
  private final PictureStyle style;
  private final Map<String, ColorRole> tones = new TreeMap<>();
  private final StringBuilder out = new StringBuilder();

  private SvgWriter(VectorImage image, PictureStyle style) {
    this.image = image;
    this.style = style;
  }

  /** The picture in this style. */
  public static String of(VectorImage image, PictureStyle style) {
    SvgWriter writer = new SvgWriter(image, style);
    image.shapes().forEach(writer::collect);
    return writer.write();
  }

  private void collect(Shape shape) {
    if (shape instanceof Group group) {
      group.shapes().forEach(this::collect);
    } else if (shape instanceof Rectangle rectangle) {
      collect(rectangle.fill());
      collect(rectangle.border());
    } else if (shape instanceof Circle circle) {
      collect(circle.fill());
      collect(circle.border());
    } else if (shape instanceof Area area) {
      collect(area.fill());
    } else if (shape instanceof Line line) {
      collect(line.ink());
    }
  }

  private void collect(Ink ink) {
    if (ink instanceof ColorRole tone) {
      tones.put(SvgStyle.name(tone), tone);
    }
  }

  private String write() {
    int width = image.width();
    int height = image.height();
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
    out.append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width);
    out.append(' ').append(height).append("\" role=\"img\" aria-labelledby=\"title\">\n");
    out.append("<title id=\"title\">").append(Markup.escape(image.title())).append("</title>\n");
    Collection<ColorRole> used = tones.values();
    out.append(new SvgStyle(used).css(style.theme())).append("<defs>\n");
    used.forEach(this::marker);
    out.append("</defs>\n");
    if (!style.isTransparent()) {
      out.append("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
    }
    boolean isMoved = image.margin() != 0;
    if (isMoved) {
      out.append("<g transform=\"translate(").append(image.margin()).append(' ');
      out.append(image.margin()).append(")\">\n");
    }
    image.shapes().forEach(this::shape);
    return out.append(isMoved ? "</g>\n" : "").append("</svg>\n").toString();
  }

  private void marker(ColorRole tone) {
    String name = SvgStyle.name(tone);
    out.append("<marker id=\"head-").append(name).append("\" viewBox=\"0 0 ");
    out.append(ArrowHead.UNITS).append(' ').append(ArrowHead.UNITS);
    attribute("refX", ArrowHead.TIP_X);
    attribute("refY", ArrowHead.TIP_Y);
    attribute("markerWidth", ArrowHead.PIXELS);
    attribute("markerHeight", ArrowHead.PIXELS);
    out.append("\" markerUnits=\"userSpaceOnUse\" orient=\"auto-start-reverse\"><path class=\"");
    out.append(name).append("\" d=\"").append(ArrowHead.OUTLINE.svg()).append("\"/></marker>\n");
  }

  /** Another attribute of an element whose last one is not closed. */
  private void attribute(String name, double value) {
    out.append("\" ").append(name).append("=\"").append(Outline.number(value));
  }

  private void shape(Shape shape) {
    if (shape instanceof Group group) {
      out.append("<g>\n");
      group.shapes().forEach(this::shape);
      out.append("</g>\n");
    } else if (shape instanceof Rectangle rectangle) {
      rectangle(rectangle);
    } else if (shape instanceof Circle circle) {
      out.append("<circle class=\"").append(classes(circle.fill(), circle.border()));
      attribute("cx", circle.x());
      attribute("cy", circle.y());
      attribute("r", circle.radius());
      out.append("\"/>\n");
    } else if (shape instanceof Area area) {
      out.append("<path class=\"").append(SvgStyle.name(area.fill())).append("\" d=\"");
      out.append(area.outline().svg()).append("\"/>\n");
    } else if (shape instanceof Line line) {
      line(line);
    } else if (shape instanceof Text text) {
      text(text);
    }
  }

  private static String classes(Ink fill, Ink border) {
    return SvgStyle.name(fill) + (border == null ? "" : " " + SvgStyle.name(border) + "-line");
  }

  private void rectangle(Rectangle rectangle) {
    out.append("<rect class=\"").append(classes(rectangle.fill(), rectangle.border()));
    attribute("x", rectangle.x());
    attribute("y", rectangle.y());
    attribute("width", rectangle.width());
    attribute("height", rectangle.height());
    if (rectangle.radius() > 0) {
      attribute("rx", rectangle.radius());
    }
    out.append("\"/>\n");
  }

  private void line(Line line) {
    if (line.kind() == LineKind.UNDER && style.isTransparent()) {
      return;
    }
    String name = SvgStyle.name(line.ink());
    String classes =
        switch (line.kind()) {
          case UNDER -> "under";
          case LANE -> "wire lane " + name + "-line";
          case RING -> "wire thick " + name + "-line";
          case WIRE -> "wire " + name + "-line";
        };
    out.append("<path class=\"").append(classes).append("\" d=\"").append(line.outline().svg());
    for (String end : List.of("start", "end")) {
      if (end.equals("start") ? line.startsInArrow() : line.endsInArrow()) {
        out.append("\" marker-").append(end).append("=\"url(#head-").append(name).append(')');
      }
    }
    out.append("\"/>\n");
  }

  private void text(Text text) {
    String classes = text.style().classes();
    if (text.hasHalo() && !style.isTransparent()) {
      classes += " over";
    }
    if (text.anchor() != Anchor.START) {
      classes += text.anchor() == Anchor.MIDDLE ? " middle" : " end";
    }
    out.append("<text x=\"").append(Outline.number(text.x()));
    attribute("y", text.y());
    out.append("\" class=\"").append(classes).append("\">");
    out.append(Markup.escape(text.text())).append("</text>\n");
  }
}

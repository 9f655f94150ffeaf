package ipcsh.draw;

import ipcsh.draw.Plan.Box;
import ipcsh.draw.Plan.End;
import ipcsh.draw.Plan.Label;
import ipcsh.draw.Plan.Row;
import ipcsh.draw.Plan.Wire;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A plan as SVG: the same positions, drawn as shapes, in light or dark colours as the reader's
 * system prefers. Of two crossing lines one passes over the other like a bridge.
 */
final class Svg {
  private static final int CELL = 8;
  private static final int LINE = 22;
  private static final int MARGIN = 20;
  private static final int ROUND = 7;
  private static final int BASELINE = 15;
  private static final int BAR = 9;

  private final Plan plan;
  private final String title;
  private final Set<ColorRole> tones = new LinkedHashSet<>();
  private final StringBuilder out = new StringBuilder();

  private Svg(Plan plan, String title) {
    this.plan = plan;
    this.title = title;
    plan.boxes().forEach(box -> tones.add(tone(box.tone())));
    plan.wires().forEach(wire -> tones.add(tone(wire.tone())));
  }

  /** All that is in a ring of waits has one colour. */
  private static ColorRole tone(ColorRole given) {
    return given.mark() == ColorRole.Mark.RING ? ColorRole.PLAIN.marked(given.mark()) : given;
  }

  static String of(Plan plan, String title) {
    return new Svg(plan, title).draw();
  }

  private String draw() {
    int width = plan.width() * CELL + 2 * MARGIN;
    int height = plan.height() * LINE + 2 * MARGIN;
    begin(out, width, height, title, tones);
    out.append("<g transform=\"translate(").append(MARGIN).append(' ').append(MARGIN);
    out.append(")\">\n");
    plan.headings().forEach(this::heading);
    plan.wires().forEach(this::wire);
    plan.boxes().forEach(this::box);
    return out.append("</g>\n</svg>\n").toString();
  }

  /** The start of an SVG file: its size, title, colours and arrow heads. */
  static void begin(StringBuilder out, int width, int height, String title, Set<ColorRole> tones) {
    out.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width);
    out.append("\" height=\"").append(height).append("\" viewBox=\"0 0 ").append(width);
    out.append(' ').append(height).append("\" role=\"img\" aria-labelledby=\"title\">\n");
    out.append("<title id=\"title\">").append(Markup.escape(title)).append("</title>\n");
    out.append(new SvgStyle(tones).css());
    out.append("<defs>\n");
    tones.forEach(tone -> marker(out, tone));
    out.append("</defs>\n<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
  }

  private static void marker(StringBuilder out, ColorRole tone) {
    String name = SvgStyle.name(tone);
    out.append("<marker id=\"head-").append(name).append("\" viewBox=\"0 0 10 10\" refX=\"9\" ");
    out.append("refY=\"5\" markerWidth=\"9\" markerHeight=\"9\" markerUnits=\"userSpaceOnUse\" ");
    out.append("orient=\"auto-start-reverse\"><path class=\"").append(name);
    out.append("\" d=\"M0 .8L9.5 5L0 9.2L2 5z\"/></marker>\n");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
  }

  /** The x coordinate of the middle of a column. */
  private static int x(int column) {
    return column * CELL + CELL / 2;
  }

  /** The y coordinate of the middle of a line. */
  private static int y(int line) {
    return line * LINE + LINE / 2;
  }

  private void text(int x, int y, String classes, String text) {
    out.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" class=\"");
    out.append(classes).append("\">").append(Markup.escape(text)).append("</text>\n");
  }

  private void heading(Label label) {
    text(x(label.x()), label.y() * LINE + BASELINE - LINE / 4, "heading", label.text());
  }

  private void box(Box box) {
    boolean isTitled = box.title() != null;
    int top = isTitled ? box.y() * LINE : (box.y() + 1) * LINE - CELL / 2;
    int bottom = box.bottom() * LINE + CELL / 2;
    int left = x(box.x());
    int width = x(box.right()) - left;
    String name = SvgStyle.name(box.tone());
    out.append("<g>\n<rect class=\"box ").append(name).append("-line\" x=\"").append(left);
    out.append("\" y=\"").append(top).append("\" width=\"").append(width).append("\" height=\"");
    out.append(bottom - top).append("\" rx=\"").append(ROUND).append("\"/>\n");
    if (isTitled) {
      out.append("<path class=\"").append(name).append("\" d=\"M").append(left).append(' ');
      out.append(top + LINE).append("v-").append(LINE - ROUND).append("q0-7 7-7h");
      out.append(width - 2 * ROUND).append("q7 0 7 7v").append(LINE - ROUND).append("z\"/>\n");
      text(left + CELL + CELL / 2, top + BASELINE, "title", box.title());
    }
    box.rows().forEach(row -> row(box, row));
    out.append("</g>\n");
  }

  private void row(Box box, Row row) {
    int column = box.x() + 2;
    int baseline = row.y() * LINE + BASELINE;
    for (BoxRow entry : row.entries()) {
      if (entry.fill() != null) {
        bar(column, row.y(), entry.fill(), SvgStyle.name(box.tone()));
        column += ColumnSizing.BAR;
      }
      String text = Glyph.fit(entry.text(), box.x() + 2 + box.room() - column);
      text(x(column) - CELL / 2, baseline, SvgStyle.text(entry.tone()), text);
      column += Glyph.width(text) + ColumnSizing.GAP;
    }
  }

  private void bar(int column, int line, double fill, String name) {
    int width = (ColumnSizing.BAR - 2) * CELL;
    int left = x(column) - CELL / 2;
    int top = y(line) - BAR / 2;
    out.append("<rect class=\"trough\" x=\"").append(left).append("\" y=\"").append(top);
    out.append("\" width=\"").append(width).append("\" height=\"").append(BAR);
    out.append("\" rx=\"2\"/>\n");
    if (fill > 0) {
      out.append("<rect class=\"").append(name).append("\" x=\"").append(left).append("\" y=\"");
      out.append(top).append("\" width=\"").append(number(Math.max(2, fill * width)));
      out.append("\" height=\"").append(BAR).append("\" rx=\"2\"/>\n");
    }
  }

  private void wire(Wire wire) {
    List<End> ends = wire.ends();
    long arrows = ends.stream().filter(End::isArrow).count();
    int last = ends.size() - 1;
    int hub = arrows == 1 && ends.get(last).isArrow() ? last : 0;
    String name = SvgStyle.name(wire.tone());
    StringBuilder under = new StringBuilder();
    StringBuilder over = new StringBuilder();
    for (int i = 0; i < ends.size(); i++) {
      if (i == hub) {
        continue;
      }
      End from = hub == 0 ? ends.get(0) : ends.get(i);
      End to = hub == 0 ? ends.get(i) : ends.get(hub);
      String path = path(from, to, wire.trunk());
      under.append("<path class=\"under\" d=\"").append(path).append("\"/>\n");
      over.append("<path class=\"wire ").append(name).append("-line\" d=\"").append(path);
      over.append('"').append(head(from, "start", name)).append(head(to, "end", name));
      over.append("/>\n");
    }
    int top = ends.stream().mapToInt(End::y).min().orElseThrow();
    int bottom = ends.stream().mapToInt(End::y).max().orElseThrow();
    for (End end : ends) {
      if (end.y() > top && end.y() < bottom) {
        over.append("<circle class=\"").append(name).append("\" cx=\"").append(x(wire.trunk()));
        over.append("\" cy=\"").append(y(end.y())).append("\" r=\"2.8\"/>\n");
      }
    }
    out.append("<g>\n").append(under).append(over).append("</g>\n");
  }

  private static String head(End end, String where, String name) {
    return end.isArrow() ? " marker-" + where + "=\"url(#head-" + name + ")\"" : "";
  }

  private static int edge(End end) {
    return x(end.isLeft() ? end.x() - 1 : end.x() + 1);
  }

  private static String path(End from, End to, int trunk) {
    int start = edge(from);
    int end = edge(to);
    if (from.y() == to.y()) {
      return "M" + start + " " + y(from.y()) + "H" + end;
    }
    int middle = x(trunk);
    int down = to.y() > from.y() ? ROUND : -ROUND;
    int out = to.isLeft() ? -ROUND : ROUND;
    return "M"
        + start
        + " "
        + y(from.y())
        + "H"
        + (middle - ROUND)
        + "q"
        + ROUND
        + " 0 "
        + ROUND
        + " "
        + down
        + "V"
        + (y(to.y()) - down)
        + "q0 "
        + down
        + " "
        + out
        + " "
        + down
        + "H"
        + end;
  }
}

package ipcsh.draw;

import ipcsh.draw.Plan.Box;
import ipcsh.draw.Plan.End;
import ipcsh.draw.Plan.Label;
import ipcsh.draw.Plan.Row;
import ipcsh.draw.Plan.Wire;
import ipcsh.draw.Shape.LineKind;
import java.util.ArrayList;
import java.util.List;

/**
 * A plan as shapes: the same positions, on a grid of pixels. Of two crossing lines one passes over
 * the other like a bridge.
 */
final class PlanShapes {
  private static final int CELL = 8;
  private static final int LINE = 22;
  private static final int MARGIN = 20;
  private static final int ROUND = 7;
  private static final int BASELINE = 15;
  private static final int BAR = 9;
  private static final double JUNCTION = 2.8;

  private final Plan plan;
  private final List<Shape> shapes = new ArrayList<>();

  private PlanShapes(Plan plan) {
    this.plan = plan;
  }

  static VectorImage of(Plan plan, String title) {
    return new PlanShapes(plan).draw(title);
  }

  private VectorImage draw(String title) {
    int width = plan.width() * CELL + 2 * MARGIN;
    int height = plan.height() * LINE + 2 * MARGIN;
    plan.headings().forEach(this::heading);
    plan.wires().forEach(this::wire);
    plan.boxes().forEach(this::box);
    return new VectorImage(width, height, MARGIN, title, List.copyOf(shapes));
  }

  /** The x coordinate of the middle of a column. */
  private static int x(int column) {
    return column * CELL + CELL / 2;
  }

  /** The y coordinate of the middle of a line. */
  private static int y(int line) {
    return line * LINE + LINE / 2;
  }

  private void heading(Label label) {
    int baseline = label.y() * LINE + BASELINE - LINE / 4;
    shapes.add(new Shape.Text(x(label.x()), baseline, label.text(), TextStyle.HEADING));
  }

  private void box(Box box) {
    boolean isTitled = box.title() != null;
    int top = isTitled ? box.y() * LINE : (box.y() + 1) * LINE - CELL / 2;
    int bottom = box.bottom() * LINE + CELL / 2;
    int left = x(box.x());
    int right = x(box.right());
    List<Shape> inside = new ArrayList<>();
    inside.add(
        new Shape.Rectangle(left, top, right - left, bottom - top, ROUND, Surface.BOX, box.tone()));
    if (isTitled) {
      Outline bar =
          Outline.from(left, top + LINE)
              .along(top + ROUND)
              .corner(false, ROUND, -ROUND)
              .across(right - ROUND)
              .corner(true, ROUND, ROUND)
              .along(top + LINE)
              .close();
      inside.add(new Shape.Area(bar, box.tone()));
      int x = left + CELL + CELL / 2;
      inside.add(new Shape.Text(x, top + BASELINE, box.title(), TextStyle.TITLE));
    }
    box.rows().forEach(row -> row(inside, box, row));
    shapes.add(new Shape.Group(inside));
  }

  private void row(List<Shape> inside, Box box, Row row) {
    int column = box.x() + 2;
    int baseline = row.y() * LINE + BASELINE;
    for (BoxRow entry : row.entries()) {
      if (entry.fill() != null) {
        bar(inside, column, row.y(), entry.fill(), box.tone());
        column += ColumnSizing.BAR;
      }
      String text = Glyph.fit(entry.text(), box.x() + 2 + box.room() - column);
      TextStyle style = TextStyle.of(entry.tone());
      inside.add(new Shape.Text(x(column) - CELL / 2, baseline, text, style));
      column += Glyph.width(text) + ColumnSizing.GAP;
    }
  }

  private void bar(List<Shape> inside, int column, int line, double fill, ColorRole tone) {
    int width = (ColumnSizing.BAR - 2) * CELL;
    int left = x(column) - CELL / 2;
    int top = y(line) - BAR / 2;
    inside.add(new Shape.Rectangle(left, top, width, BAR, 2, Surface.TROUGH, null));
    if (fill > 0) {
      inside.add(new Shape.Rectangle(left, top, Math.max(2, fill * width), BAR, 2, tone, null));
    }
  }

  private void wire(Wire wire) {
    List<End> ends = wire.ends();
    long arrows = ends.stream().filter(End::isArrow).count();
    int last = ends.size() - 1;
    int hub = arrows == 1 && ends.get(last).isArrow() ? last : 0;
    LineKind kind = wire.tone().mark() == ColorRole.Mark.RING ? LineKind.RING : LineKind.WIRE;
    List<Shape> under = new ArrayList<>();
    List<Shape> over = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      if (i == hub) {
        continue;
      }
      End from = hub == 0 ? ends.get(0) : ends.get(i);
      End to = hub == 0 ? ends.get(i) : ends.get(hub);
      Outline path = path(from, to, wire.trunk());
      under.add(new Shape.Line(path, Surface.PAPER, LineKind.UNDER, false, false));
      over.add(new Shape.Line(path, wire.tone(), kind, from.isArrow(), to.isArrow()));
    }
    int top = ends.stream().mapToInt(End::y).min().orElseThrow();
    int bottom = ends.stream().mapToInt(End::y).max().orElseThrow();
    for (End end : ends) {
      if (end.y() > top && end.y() < bottom) {
        over.add(new Shape.Circle(x(wire.trunk()), y(end.y()), JUNCTION, wire.tone(), null));
      }
    }
    under.addAll(over);
    shapes.add(new Shape.Group(under));
  }

  private static int edge(End end) {
    return x(end.isLeft() ? end.x() - 1 : end.x() + 1);
  }

  private static Outline path(End from, End to, int trunk) {
    Outline start = Outline.from(edge(from), y(from.y()));
    if (from.y() == to.y()) {
      return start.across(edge(to));
    }
    int middle = x(trunk);
    int down = to.y() > from.y() ? ROUND : -ROUND;
    int out = to.isLeft() ? -ROUND : ROUND;
    return start
        .across(middle - ROUND)
        .corner(true, ROUND, down)
        .along(y(to.y()) - down)
        .corner(false, out, down)
        .across(edge(to));
  }
}

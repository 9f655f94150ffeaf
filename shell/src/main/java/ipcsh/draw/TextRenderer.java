package ipcsh.draw;

import ipcsh.draw.Plan.Box;
import ipcsh.draw.Plan.End;
import ipcsh.draw.Plan.Label;
import ipcsh.draw.Plan.Row;
import ipcsh.draw.Plan.Wire;

/** Renders a plan as text, with box-drawing characters. */
final class TextRenderer {
  private static final String BLOCKS = " ▏▎▍▌▋▊▉█";
  private static final int EIGHTHS = 8;

  private final Plan plan;
  private final Grid grid;

  private TextRenderer(Plan plan) {
    this.plan = plan;
    this.grid = new Grid(plan.width(), plan.height());
  }

  static Grid of(Plan plan) {
    TextRenderer painting = new TextRenderer(plan);
    plan.headings().forEach(painting::label);
    plan.boxes().forEach(painting::box);
    new LineRenderer(plan).paint(painting.grid);
    plan.wires().forEach(painting::ends);
    plan.references().forEach(painting::label);
    return painting.grid;
  }

  private void label(Label label) {
    int room = plan.width() - label.x();
    grid.put(label.x(), label.y(), Glyph.fit(label.text(), room), label.tone());
  }

  private void box(Box box) {
    border(box, box.y(), "╭", "╮");
    border(box, box.bottom(), "╰", "╯");
    for (int y = box.y() + 1; y < box.bottom(); y++) {
      grid.put(box.x(), y, "│", box.tone());
      grid.put(box.right(), y, "│", box.tone());
    }
    if (box.title() != null) {
      String title = box.fittingTitle(plan.boxes());
      grid.put(box.x() + 2, box.y(), " " + title + " ", box.tone());
    }
    box.rows().forEach(row -> row(box, row));
  }

  private void border(Box box, int y, String left, String right) {
    String line = left + "─".repeat(box.width() - 2) + right;
    grid.put(box.x(), y, line, box.tone());
  }

  private void row(Box box, Row row) {
    int x = box.x() + 2;
    int end = x + box.room();
    boolean isTight =
        row.entries().stream().mapToInt(entry -> Glyph.width(entry.text()) + ColumnSizing.GAP).sum()
            > box.room() + ColumnSizing.GAP;
    for (BoxRow entry : row.entries()) {
      int bar = Math.min(ColumnSizing.BAR, end - x - Glyph.width(entry.text()));
      if (entry.fill() != null && bar >= ColumnSizing.LEAST_BAR) {
        x = grid.put(x, row.y(), bar(entry.fill(), bar - 3) + " ", box.tone());
      }
      if (end - x > 1 && !(entry.isOptional() && isTight)) {
        x = grid.put(x, row.y(), Glyph.fit(entry.text(), end - x), entry.tone()) + ColumnSizing.GAP;
      }
    }
  }

  /** A bar of this many columns; a fill level above 0 is always visible. */
  static String bar(double fill, int columns) {
    int eighths = (int) Math.round(fill * columns * EIGHTHS);
    if (fill > 0) {
      eighths = Math.max(1, eighths);
    }
    StringBuilder bar = new StringBuilder("▕");
    for (int i = 0; i < columns; i++) {
      int part = Math.max(0, Math.min(EIGHTHS, eighths - i * EIGHTHS));
      bar.append(BLOCKS.charAt(part));
    }
    return bar.append('▏').toString();
  }

  /** Draws arrow heads, and the places where lines leave a box. */
  private void ends(Wire wire) {
    for (End end : wire.ends()) {
      int border = end.isLeft() ? end.x() - 1 : end.x() + 1;
      ColorRole tone = grid.at(border, end.y()).tone();
      if (end.isArrow()) {
        grid.put(end.x(), end.y(), end.isLeft() ? "◀" : "▶", wire.tone());
      } else {
        grid.put(border, end.y(), end.isLeft() ? "├" : "┤", tone);
      }
    }
  }
}

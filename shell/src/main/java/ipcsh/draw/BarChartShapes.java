package ipcsh.draw;

import ipcsh.draw.Shape.Anchor;
import java.util.ArrayList;
import java.util.List;

/** A bar chart as shapes, of the size of a slide: 16 to 9. */
final class BarChartShapes {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 720;
  private static final int MARGIN = 40;
  private static final int LETTER = 8;
  private static final int LINE = 20;

  /** Behind the longest bar, for its number. */
  private static final int NUMBER = 70;

  private static final int THICKEST = 26;

  private final BarChart chart;
  private final List<Shape> shapes = new ArrayList<>();
  private final double left;
  private final double top = MARGIN + 2.5 * LINE;
  private final double bottom = HEIGHT - MARGIN - 1.5 * LINE;

  BarChartShapes(BarChart chart) {
    this.chart = chart;
    int label = chart.groups().stream().mapToInt(g -> Glyph.width(g.label())).max().orElse(0);
    left = MARGIN + (label + 1) * (double) LETTER;
  }

  VectorImage image() {
    text(MARGIN, MARGIN, chart.title(), TextStyle.HEADING, Anchor.START);
    legend();
    axis();
    double height = chart.groups().isEmpty() ? 0 : (bottom - top) / chart.groups().size();
    for (int i = 0; i < chart.groups().size(); i++) {
      group(chart.groups().get(i), top + i * height, height);
    }
    return new VectorImage(WIDTH, HEIGHT, 0, chart.title(), shapes);
  }

  private void legend() {
    double x = MARGIN;
    for (int i = 0; i < chart.series().size(); i++) {
      String name = chart.series().get(i);
      shapes.add(new Shape.Rectangle(x, MARGIN + LINE - 11, 12, 12, 2, ink(i), null));
      text(x + 18, MARGIN + LINE, name, TextStyle.PLAIN, Anchor.START);
      x += 18 + (Glyph.width(name) + 3) * LETTER;
    }
  }

  private static Ink ink(int series) {
    return ColorRole.process(series);
  }

  private double x(double value) {
    return left + chart.length(value) * (WIDTH - MARGIN - NUMBER - left);
  }

  private void axis() {
    for (double mark : chart.marks()) {
      double x = mark <= chart.begin() ? left : x(mark);
      shapes.add(new Shape.Rectangle(x, top, 1, bottom - top, 0, Surface.TROUGH, null));
      text(x, bottom + LINE, BarChart.mark(mark), TextStyle.QUIET, Anchor.MIDDLE);
    }
    String scale = chart.isLogarithmic() ? ", logarithmic scale" : "";
    text(WIDTH - MARGIN, HEIGHT - MARGIN + 12, chart.unit() + scale, TextStyle.QUIET, Anchor.END);
  }

  private void group(BarChart.Group group, double y, double height) {
    int bars = chart.series().size();
    double thick = Math.min(THICKEST, height * 0.8 / bars);
    double at = y + (height - thick * bars) / 2;
    text(left - LETTER, y + height / 2 + 5, group.label(), TextStyle.PLAIN, Anchor.END);
    for (int i = 0; i < bars; i++) {
      Double value = group.values().get(i);
      double upper = at + i * thick;
      if (value != null) {
        double end = Math.max(left + 1, x(value));
        shapes.add(new Shape.Rectangle(left, upper, end - left, thick * 0.9, 0, ink(i), null));
        // numbers of thin bars would cover each other: only that of the first series then
        if (thick >= TextStyle.QUIET.size() || i == 0) {
          double base =
              thick >= TextStyle.QUIET.size() ? upper + thick / 2 + 4 : y + height / 2 + 5;
          text(
              last(group, i, thick, end) + 6,
              base,
              BarChart.number(value),
              TextStyle.QUIET,
              Anchor.START);
        }
      }
    }
  }

  /** Where the number of a bar stands: behind it, or behind all bars if they are thin. */
  private double last(BarChart.Group group, int i, double thick, double end) {
    if (thick >= TextStyle.QUIET.size()) {
      return end;
    }
    return group.values().stream().filter(v -> v != null).mapToDouble(this::x).max().orElse(end);
  }

  private void text(double x, double y, String text, TextStyle style, Anchor anchor) {
    shapes.add(new Shape.Text(x, y, text, style, anchor, true));
  }
}

package ipcsh.draw;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * A chart of numbers: a group of bars for each label, with a bar for each series. The axis is
 * logarithmic if the numbers differ by more than a factor of {@value #LARGEST_FACTOR}.
 */
public final class BarChart implements Renderable {
  /** With a larger factor the shortest bars of a linear axis would not be visible. */
  static final int LARGEST_FACTOR = 30;

  private final String title;
  private final String unit;
  private final List<String> series;
  private final List<Group> groups;

  /**
   * The bars of one label.
   *
   * @param values one for each series; null if there is none
   */
  public record Group(String label, List<Double> values) {}

  /**
   * A chart.
   *
   * @param title what it shows
   * @param unit the unit of the numbers
   * @param series the names of the series
   */
  public BarChart(String title, String unit, List<String> series, List<Group> groups) {
    this.title = title;
    this.unit = unit;
    this.series = List.copyOf(series);
    this.groups = List.copyOf(groups);
  }

  String title() {
    return title;
  }

  String unit() {
    return unit;
  }

  List<String> series() {
    return series;
  }

  List<Group> groups() {
    return groups;
  }

  private List<Double> values() {
    return groups.stream()
        .flatMap(group -> group.values().stream())
        .filter(Objects::nonNull)
        .filter(value -> value > 0)
        .toList();
  }

  /** The largest number; 1 if there is none. */
  double largest() {
    return values().stream().mapToDouble(Double::doubleValue).max().orElse(1);
  }

  private double smallest() {
    return values().stream().mapToDouble(Double::doubleValue).min().orElse(1);
  }

  /** Whether the axis is logarithmic. */
  boolean isLogarithmic() {
    return largest() > LARGEST_FACTOR * smallest();
  }

  /** The number at the beginning of the axis: 0, or a power of ten below the smallest number. */
  double begin() {
    double power = Math.pow(10, Math.floor(Math.log10(smallest())));
    return isLogarithmic() ? power == smallest() ? power / 10 : power : 0;
  }

  /** How long the bar of a number is, if that of the largest one has the length 1. */
  double length(double value) {
    return isLogarithmic()
        ? Math.max(0, Math.log(value / begin()) / Math.log(largest() / begin()))
        : value / largest();
  }

  /** The numbers at which the axis has a mark, ascending. */
  List<Double> marks() {
    List<Double> marks = new ArrayList<>();
    if (isLogarithmic()) {
      for (double at = begin(); at <= largest(); at *= 10) {
        marks.add(at);
      }
      return marks;
    }
    double step = Math.pow(10, Math.floor(Math.log10(largest())));
    step = largest() / step < 2 ? step / 4 : largest() / step < 5 ? step / 2 : step;
    for (double at = 0; at <= largest() * 1.0001; at += step) {
      marks.add(at);
    }
    return marks;
  }

  /** A number with about three digits. */
  static String number(double value) {
    String digits = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : value >= 0.1 ? "%.2f" : "%.4f";
    return String.format(Locale.ROOT, digits, value);
  }

  /** A number of the axis, without zeros at its end. */
  static String mark(double value) {
    return number(value).replaceFirst("(\\.\\d*?)0+$", "$1").replaceFirst("\\.$", "");
  }

  @Override
  public Grid grid(int columns) {
    int label = width(groups.stream().map(Group::label).toList());
    int name = width(series);
    int room = Math.max(10, columns - label - name - 12);
    List<String> lines = new ArrayList<>();
    lines.add(title + ", " + unit + (isLogarithmic() ? " (logarithmic)" : ""));
    for (Group group : groups) {
      for (int i = 0; i < series.size(); i++) {
        Double value = group.values().get(i);
        if (value != null) {
          int length = Math.max(1, (int) Math.round(length(value) * room));
          lines.add(
              String.format(
                  "%-" + label + "s %-" + name + "s %s %s",
                  i == 0 ? group.label() : "",
                  series.get(i),
                  (i == 0 ? "█" : i == 1 ? "▓" : "░").repeat(length),
                  number(value)));
        }
      }
    }
    Grid grid = new Grid(width(lines), lines.size());
    for (int y = 0; y < lines.size(); y++) {
      grid.put(0, y, lines.get(y), y == 0 ? ColorRole.STRONG : ColorRole.PLAIN);
    }
    return grid;
  }

  private static int width(List<String> texts) {
    return texts.stream().mapToInt(Glyph::width).max().orElse(1);
  }

  @Override
  public VectorImage image() {
    return new BarChartShapes(this).image();
  }

  @Override
  public String mermaid() {
    StringJoiner out = new StringJoiner("\n", "", "\n");
    out.add("xychart-beta horizontal");
    out.add("  title \"" + title.replace('"', '\'') + "\"");
    StringJoiner labels = new StringJoiner(", ", "  x-axis [", "]");
    groups.forEach(group -> labels.add("\"" + group.label().replace('"', '\'') + "\""));
    out.add(labels.toString());
    out.add("  y-axis \"" + unit + "\"");
    for (int i = 0; i < series.size(); i++) {
      StringJoiner bars = new StringJoiner(", ", "  bar [", "]");
      for (Group group : groups) {
        Double value = group.values().get(i);
        bars.add(value == null ? "0" : number(value));
      }
      out.add(bars.toString());
    }
    return out.toString();
  }

  @Override
  public String dot() {
    return null;
  }

  @Override
  public Map<String, Object> model() {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("title", title);
    model.put("unit", unit);
    model.put("logarithmic", isLogarithmic());
    for (Group group : groups) {
      Map<String, Object> bars = new LinkedHashMap<>();
      for (int i = 0; i < series.size(); i++) {
        bars.put(series.get(i), group.values().get(i));
      }
      model.put(group.label(), bars);
    }
    return model;
  }
}

package ipcsh.bench;

import ipcsh.command.Drawable;
import ipcsh.draw.BarChart;
import ipcsh.draw.Renderable;
import ipcsh.sys.text.Counted;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/**
 * The figures: a list of maps, {@code table[0].ratio}, that prints as tables of at most 80 columns
 * and can be drawn as a chart.
 */
public final class BenchReport extends AbstractList<Map<String, Object>> implements Drawable {
  /** More groups of bars than these do not fit on a slide. */
  private static final int MOST_GROUPS = 24;

  private final List<Row> rows;
  private final List<Side> sides;
  private final List<String> remarks;
  private final BenchSettings settings;
  private final String placement;

  BenchReport(
      List<Row> rows,
      List<Side> sides,
      List<String> remarks,
      BenchSettings settings,
      String placement) {
    this.rows = List.copyOf(rows);
    this.sides = List.copyOf(sides);
    this.remarks = List.copyOf(remarks);
    this.settings = settings;
    this.placement = placement;
  }

  @Override
  public Map<String, Object> get(int index) {
    return rows.get(index).map(sides);
  }

  @Override
  public int size() {
    return rows.size();
  }

  /** Remarks on the figures: what is missing, and why. */
  public List<String> getRemarks() {
    return remarks;
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner("\n");
    text.add(
        "microseconds a round trip: median of "
            + Counted.of(settings.runs(), "run")
            + ", taking turns");
    text.add(placement);
    new ReportTables(rows, sides).addTo(text);
    List<String> goals = new ReportGoals(rows).lines();
    if (!goals.isEmpty()) {
      text.add("");
      goals.forEach(text::add);
    }
    remarks.forEach(text::add);
    text.add(
        "measured: programs warm, bound by taskset, taking turns; "
            + settings.rounds()
            + " round trips a run");
    text.add("by their own clocks; percentiles of single ones; MB/s by messages one way");
    return text.toString();
  }

  /** The figures as comma-separated values (RFC 4180), with a line of names. */
  public String getCsv() {
    StringJoiner lines = new StringJoiner("\r\n");
    for (Map<String, Object> row : this) {
      if (lines.length() == 0) {
        lines.add(String.join(",", row.keySet()));
      }
      lines.add(row.values().stream().map(BenchReport::field).collect(Collectors.joining(",")));
    }
    return lines.toString();
  }

  private static String field(Object value) {
    return value == null
        ? ""
        : value instanceof Double number
            ? String.format(Locale.ROOT, "%.4f", number)
            : value.toString();
  }

  @Override
  public Renderable sketch() {
    List<Row> drawn = rows;
    String part = "";
    if (rows.size() > MOST_GROUPS) {
      Row first = rows.get(0);
      int size = first.size();
      drawn =
          rows.stream()
              .filter(row -> row.size() == 0 || row.size() == size)
              .filter(row -> row.processors() == first.processors() || isOnce(row))
              .toList();
      part = size == 0 ? "" : ", " + Counted.of(size, "byte");
    }
    List<Side> seen =
        sides.stream().filter(side -> rows.stream().anyMatch(r -> r.of(side) != null)).toList();
    boolean sameSize = drawn.stream().map(Row::size).filter(s -> s != 0).distinct().count() < 2;
    boolean sameNumber = drawn.stream().map(Row::processors).distinct().count() < 2;
    List<BarChart.Group> groups = new ArrayList<>();
    for (Row row : drawn) {
      String label = sameSize ? row.mechanism().word() : row.label();
      List<Double> values = new ArrayList<>();
      seen.forEach(side -> values.add(row.of(side)));
      boolean told = !sameNumber && row.processors() == 2;
      groups.add(new BarChart.Group(told ? label + ", 2 CPUs" : label, values));
    }
    return new BarChart(
        "A round trip over each mechanism" + part,
        "microseconds",
        seen.stream().map(Side::title).toList(),
        groups);
  }

  /** Whether a mechanism is measured on one number of processors only. */
  private boolean isOnce(Row row) {
    return rows.stream().filter(other -> other.mechanism() == row.mechanism()).count() == 1;
  }
}

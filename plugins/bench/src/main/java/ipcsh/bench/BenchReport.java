package ipcsh.bench;

import ipcsh.bench.Mechanism.Kind;
import ipcsh.view.Table;
import ipcsh.view.Table.Column;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The figures: a list of maps, {@code table[0].ratio}, that prints as a table of at most 80 columns
 * with one bar for each mechanism. The length of a bar is our time; its solid part is that of C.
 */
public final class BenchReport extends AbstractList<Map<String, Object>> {
  /** Where the kernel does the work, our time shall be at most this multiple of the time of C. */
  private static final double GOAL = 1.5;

  /** The same where a descriptor is passed; there ours shall also be faster than all others. */
  private static final double GOAL_OF_PASSING = 2.0;

  private static final int WIDTH = 80;
  private static final int LONGEST_BAR = 28;
  private static final int NAME = 11;
  private static final int FIGURE = 8;

  /** The width of the ratio with a blank on both sides. */
  private static final int RATIO = 10;

  private final List<Row> rows;
  private final List<Side> sides;
  private final List<String> remarks;
  private final int runs;
  private final String placement;

  BenchReport(List<Row> rows, List<Side> sides, List<String> remarks, int runs, String placement) {
    this.rows = List.copyOf(rows);
    this.sides = List.copyOf(sides);
    this.remarks = List.copyOf(remarks);
    this.runs = runs;
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
    text.add("microseconds a round trip: median of " + runs + " runs, taking turns");
    text.add(placement);
    section(text, "1 byte there and back between two", Kind.KERNEL, Kind.SPINNING);
    section(text, "a descriptor there and back between two", Kind.PASSING);
    section(text, "a TCP connection accepted, passed on and answered", Kind.HANDING_OVER);
    section(text, "uncontended, in one process", Kind.ALONE);
    section(text, "64 bytes read from the memory of another process", Kind.COPYING);
    List<String> goals = goals();
    if (!goals.isEmpty()) {
      text.add("");
      goals.forEach(text::add);
    }
    remarks.forEach(text::add);
    return text.toString();
  }

  private List<Row> of(Kind... kinds) {
    List<Kind> those = List.of(kinds);
    return rows.stream().filter(row -> those.contains(row.mechanism().kind())).toList();
  }

  private void section(StringJoiner text, String title, Kind... kinds) {
    List<Row> those = of(kinds);
    if (those.isEmpty()) {
      return;
    }
    text.add("");
    text.add(title + ":");
    double longest =
        those.stream().map(r -> r.of(Side.IPCSH)).filter(Objects::nonNull).reduce(0.0, Math::max);
    List<Line> lines = new ArrayList<>();
    for (Row row : those) {
      lines.add(
          new Line(
              row.mechanism().word(),
              side -> figure(row.of(side)),
              row.ratio() == null ? "-" : String.format(Locale.ROOT, "%.2f", row.ratio()),
              Bar.of(row.of(Side.IPCSH), row.of(Side.C), longest, bar())));
      if (row.mechanism().kind() == Kind.HANDING_OVER) {
        lines.add(new Line("a second", side -> aSecond(row.of(side)), "", ""));
      }
    }
    text.add(Table.of(columns(), " ").text(lines, 0, false));
  }

  /** A line of a section. */
  private record Line(String name, Function<Side, String> figures, String ratio, String bar) {}

  private List<Column<Line>> columns() {
    List<Column<Line>> columns = new ArrayList<>();
    columns.add(Column.of("", Line::name).atLeast(NAME));
    for (Side side : sides) {
      columns.add(
          Column.<Line>of(side.title(), line -> line.figures.apply(side))
              .number()
              .atLeast(width(side)));
    }
    columns.add(Column.of("ipcsh/C", Line::ratio).number());
    columns.add(Column.of(" █ C, ░ ipcsh adds", line -> " " + line.bar));
    return columns;
  }

  private static int width(Side side) {
    return Math.max(FIGURE, side.title().length());
  }

  /** The maximum length of a bar: the rest of the line. */
  private int bar() {
    int figures = sides.stream().mapToInt(side -> 1 + width(side)).sum();
    return Math.min(LONGEST_BAR, WIDTH - NAME - figures - RATIO);
  }

  private static String figure(Double microseconds) {
    if (microseconds == null) {
      return "-";
    }
    return String.format(Locale.ROOT, microseconds < 1 ? "%.4f" : "%.2f", microseconds);
  }

  private static String aSecond(Double microseconds) {
    return microseconds == null ? "-" : String.valueOf(Math.round(1e6 / microseconds));
  }

  private List<String> goals() {
    List<String> goals = new ArrayList<>();
    goal(
        goals,
        "goal where the kernel does the work, at most " + GOAL + " times C: ",
        row -> row.ratio() <= GOAL,
        Kind.KERNEL);
    goal(
        goals,
        "goal for a descriptor, " + GOAL_OF_PASSING + " times C and less than others: ",
        row ->
            row.ratio() <= GOAL_OF_PASSING
                && row.isFasterThan(Side.PYTHON)
                && row.isFasterThan(Side.JUNIXSOCKET),
        Kind.PASSING);
    return goals;
  }

  private void goal(List<String> goals, String what, Predicate<Row> isMet, Kind kind) {
    List<Row> those = of(kind).stream().filter(row -> row.ratio() != null).toList();
    if (those.isEmpty()) {
      return;
    }
    List<String> missed =
        those.stream().filter(isMet.negate()).map(row -> row.mechanism().word()).toList();
    goals.add(what + (missed.isEmpty() ? "met" : "missed by " + String.join(", ", missed)));
  }
}

package ipcsh.bench;

import ipcsh.bench.Mechanism.Kind;
import ipcsh.sys.text.Counted;
import ipcsh.view.Table;
import ipcsh.view.Table.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The tables of a report, each of at most 80 columns: the times, with one bar for each mechanism,
 * whose length is our time and whose solid part is that of C; the percentiles; the throughput.
 */
final class ReportTables {
  private static final int WIDTH = 80;
  private static final int LONGEST_BAR = 28;
  private static final int NAME = 11;
  private static final int FIGURE = 8;

  /** The width of the ratio with a blank on both sides. */
  private static final int RATIO = 10;

  private static final List<String> PERCENTILES = List.of("50 %", "99 %", "99.9 %");

  private final List<Row> rows;
  private final List<Side> sides;
  private StringJoiner text;

  ReportTables(List<Row> rows, List<Side> sides) {
    this.rows = rows;
    this.sides = sides;
  }

  /** Adds the tables to a text. */
  void addTo(StringJoiner itsText) {
    text = itsText;
    boolean areTwo = rows.stream().anyMatch(r -> r.processors() == 2 && !isSpinning(r));
    for (int number : new TreeSet<>(List.of(1, 2))) {
      String where = !areTwo ? "" : number == 1 ? ", on one processor" : ", on two processors";
      times(number, where);
    }
    percentiles();
    throughput();
  }

  private static boolean isSpinning(Row row) {
    return row.mechanism().kind() == Kind.SPINNING;
  }

  private void times(int number, String where) {
    List<Row> those = rows.stream().filter(row -> row.processors() == number).toList();
    TreeSet<Integer> sizes = new TreeSet<>();
    those.stream().map(Row::size).filter(size -> size > 0).forEach(sizes::add);
    if (sizes.isEmpty()) {
      sizes.add(1);
    }
    for (int size : sizes) {
      String bytes = Counted.of(size, "byte");
      section(
          bytes + " there and back between two" + where,
          those.stream().filter(row -> isBetweenTwo(row) && row.size() == size).toList());
    }
    section(
        "a signal or a turn there and back between two" + where,
        those.stream().filter(row -> isBetweenTwo(row) && row.size() == 0).toList());
    section("a descriptor there and back between two" + where, of(those, Kind.PASSING));
    section(
        "a TCP connection accepted, passed on and answered" + where, of(those, Kind.HANDING_OVER));
    section("uncontended, in one process", of(those, Kind.ALONE));
    section("64 bytes read from the memory of another process", of(those, Kind.COPYING));
  }

  private static boolean isBetweenTwo(Row row) {
    return row.mechanism().kind() == Kind.KERNEL || isSpinning(row);
  }

  private static List<Row> of(List<Row> rows, Kind kind) {
    return rows.stream().filter(row -> row.mechanism().kind() == kind).toList();
  }

  /** A line of a section. */
  private record Line(String name, Function<Side, String> figures, String ratio, String bar) {}

  private void section(String title, List<Row> those) {
    if (those.isEmpty()) {
      return;
    }
    List<Line> lines = new ArrayList<>();
    double longest = longest(those, row -> row.of(Side.IPCSH));
    for (Row row : those) {
      lines.add(
          new Line(
              row.mechanism().word(),
              side -> figure(row.of(side)),
              ratio(row.ratio()),
              Bar.of(row.of(Side.IPCSH), row.of(Side.C), longest, bar(NAME))));
      if (row.mechanism().kind() == Kind.HANDING_OVER) {
        lines.add(new Line("a second", side -> aSecond(row.of(side)), "", ""));
      }
    }
    table(title, lines, NAME, " █ C, ░ ipcsh adds");
  }

  private static double longest(List<Row> rows, Function<Row, Double> figure) {
    return rows.stream().map(figure).filter(Objects::nonNull).reduce(0.0, Math::max);
  }

  private static String ratio(Double ratio) {
    return ratio == null ? "-" : String.format(Locale.ROOT, "%.2f", ratio);
  }

  private void table(String title, List<Line> lines, int name, String bars) {
    List<Column<Line>> columns = new ArrayList<>();
    columns.add(Column.of("", Line::name).atLeast(name));
    for (Side side : sides) {
      columns.add(
          Column.<Line>of(side.title(), line -> line.figures.apply(side))
              .number()
              .atLeast(width(side)));
    }
    columns.add(Column.of("ipcsh/C", Line::ratio).number());
    if (bars != null) {
      columns.add(Column.of(bars, line -> " " + line.bar));
    }
    text.add("");
    text.add(title + ":");
    text.add(Table.of(columns, " ").text(lines, 0, false));
  }

  private static int width(Side side) {
    return Math.max(FIGURE, side.title().length());
  }

  /** The maximum length of a bar: the rest of the line. */
  private int bar(int name) {
    int figures = sides.stream().mapToInt(side -> 1 + width(side)).sum();
    return Math.max(1, Math.min(LONGEST_BAR, WIDTH - name - figures - RATIO));
  }

  private static String figure(Double microseconds) {
    if (microseconds == null) {
      return "-";
    }
    String digits = microseconds < 1 ? "%.4f" : microseconds < 10_000 ? "%.2f" : "%.0f";
    return String.format(Locale.ROOT, digits, microseconds);
  }

  private static String aSecond(Double microseconds) {
    return microseconds == null ? "-" : String.valueOf(Math.round(1e6 / microseconds));
  }

  private static String name(Row row, boolean areTwo) {
    return row.label() + (areTwo && row.processors() == 2 ? " ×2" : "");
  }

  private void percentiles() {
    List<Row> those = rows.stream().filter(row -> percentile(row, Side.IPCSH, 0) != null).toList();
    if (those.isEmpty()) {
      return;
    }
    List<Column<Row>> columns = new ArrayList<>();
    columns.add(Column.<Row>of("", row -> name(row, true)).atLeast(NAME));
    for (Side side : List.of(Side.IPCSH, Side.C)) {
      for (int i = 0; i < PERCENTILES.size(); i++) {
        int which = i;
        String title = (i == 0 ? side.title() + " " : "") + PERCENTILES.get(i);
        columns.add(
            Column.<Row>of(title, row -> figure(percentile(row, side, which)))
                .number()
                .atLeast(FIGURE));
      }
    }
    text.add("");
    text.add("of single round trips, as many took at most so long (×2: two processors):");
    text.add(Table.of(columns, " ").text(those, 0, false));
  }

  private static Double percentile(Row row, Side side, int which) {
    Figures figures = row.figures(side);
    return figures == null ? null : figures.percentile(which);
  }

  private void throughput() {
    List<Line> lines = new ArrayList<>();
    for (Row row : rows) {
      Double ours = throughput(row, Side.IPCSH);
      if (ours != null) {
        String ratio = ratio(Row.ratio(ours, throughput(row, Side.C)));
        lines.add(new Line(name(row, true), side -> megabytes(throughput(row, side)), ratio, ""));
      }
    }
    if (!lines.isEmpty()) {
      table(
          "megabytes a second, messages of this size one way (×2: two processors)",
          lines,
          18,
          null);
    }
  }

  private static Double throughput(Row row, Side side) {
    Figures figures = row.figures(side);
    return figures == null ? null : figures.throughput();
  }

  private static String megabytes(Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value);
  }
}

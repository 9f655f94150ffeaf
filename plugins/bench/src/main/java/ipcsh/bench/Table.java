package ipcsh.bench;

import java.util.AbstractList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * The figures: a list of maps, {@code table[0].ratio}, that prints as a table of at most 80 columns
 * with a bar a mechanism. A bar is as long as our time; its solid part is that of C.
 */
public final class Table extends AbstractList<Map<String, Object>> {
  /** Where the kernel does the work, ours shall take at most so many times the time of C. */
  private static final double GOAL = 1.5;

  private static final int BAR = 28;
  private static final String LINE = "%-11s %8s %8s %8s %6s  %s";

  private final List<Row> rows;
  private final List<String> remarks;
  private final int rounds;
  private final int runs;
  private final String placement;

  Table(List<Row> rows, List<String> remarks, int rounds, int runs, String placement) {
    this.rows = List.copyOf(rows);
    this.remarks = List.copyOf(remarks);
    this.rounds = rounds;
    this.runs = runs;
    this.placement = placement;
  }

  @Override
  public Map<String, Object> get(int index) {
    return rows.get(index).map();
  }

  @Override
  public int size() {
    return rows.size();
  }

  /** What is to be known besides the figures: what is missing, and why. */
  public List<String> getRemarks() {
    return remarks;
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner("\n");
    text.add("microseconds a round trip: median of " + runs + " runs, taking turns");
    text.add(placement);
    section(text, "1 byte there and back between two", false);
    section(text, "one by itself, nobody contending", true);
    goal(text);
    remarks.forEach(text::add);
    return text.toString();
  }

  private void section(StringJoiner text, String title, boolean alone) {
    List<Row> those =
        rows.stream().filter(r -> (r.mechanism().kind() == Mechanism.Kind.ALONE) == alone).toList();
    if (those.isEmpty()) {
      return;
    }
    text.add("");
    text.add(title + ":");
    text.add(
        String.format(
            LINE,
            "",
            Side.IPCSH.title(),
            Side.C.title(),
            Side.PYTHON.title(),
            "ipcsh/C",
            "█ C, ░ what ipcsh adds"));
    double longest =
        those.stream().map(r -> r.of(Side.IPCSH)).filter(Objects::nonNull).reduce(0.0, Math::max);
    for (Row row : those) {
      text.add(
          String.format(
                  LINE,
                  row.mechanism().word(),
                  figure(row.of(Side.IPCSH)),
                  figure(row.of(Side.C)),
                  figure(row.of(Side.PYTHON)),
                  row.ratio() == null ? "-" : String.format(Locale.ROOT, "%.2f", row.ratio()),
                  Bar.of(row.of(Side.IPCSH), row.of(Side.C), longest, BAR))
              .stripTrailing());
    }
  }

  private static String figure(Double microseconds) {
    if (microseconds == null) {
      return "-";
    }
    return String.format(Locale.ROOT, microseconds < 1 ? "%.4f" : "%.2f", microseconds);
  }

  private void goal(StringJoiner text) {
    List<Row> those =
        rows.stream()
            .filter(r -> r.mechanism().kind() == Mechanism.Kind.KERNEL && r.ratio() != null)
            .toList();
    if (those.isEmpty()) {
      return;
    }
    List<String> missed =
        those.stream().filter(r -> r.ratio() > GOAL).map(r -> r.mechanism().word()).toList();
    text.add("");
    text.add(
        "goal where the kernel does the work, at most "
            + GOAL
            + " times C: "
            + (missed.isEmpty() ? "met" : "missed by " + String.join(", ", missed)));
  }
}

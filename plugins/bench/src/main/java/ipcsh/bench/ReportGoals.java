package ipcsh.bench;

import ipcsh.bench.Mechanism.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The goals of the smallest messages on one processor, and which mechanisms miss them. */
final class ReportGoals {
  /** Where the kernel does the work, our time shall be at most this multiple of the time of C. */
  private static final double GOAL = 1.5;

  /** The same where a descriptor is passed; there ours shall also be faster than all others. */
  private static final double GOAL_OF_PASSING = 2.0;

  private final List<Row> rows;

  ReportGoals(List<Row> rows) {
    int smallest = rows.stream().mapToInt(Row::size).filter(size -> size > 0).min().orElse(0);
    this.rows =
        rows.stream()
            .filter(row -> row.ratio() != null && row.processors() == 1)
            .filter(row -> row.size() == 0 || row.size() == smallest)
            .toList();
  }

  List<String> lines() {
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
    List<Row> those = rows.stream().filter(row -> row.mechanism().kind() == kind).toList();
    if (those.isEmpty()) {
      return;
    }
    List<String> missed =
        those.stream().filter(isMet.negate()).map(row -> row.mechanism().word()).toList();
    goals.add(what + (missed.isEmpty() ? "met" : "missed by " + String.join(", ", missed)));
  }
}

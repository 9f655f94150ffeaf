package ipcsh.command;

import ipcsh.sys.EscapedText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The running shells: maps of {@code name}, {@code pid}, {@code kind}, {@code user}, {@code uid},
 * {@code since}, {@code state} and {@code cwd}. Prints as a table in which a star marks one.
 */
public final class ShellTable extends AbstractList<Map<String, Object>> {
  private static final List<String> COLUMNS = List.of("name", "pid", "kind", "user", "since");
  private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final DateTimeFormatter BEFORE = DateTimeFormatter.ofPattern("MM-dd HH:mm");

  private final List<Map<String, Object>> shells;
  private final long marked;

  ShellTable(List<Map<String, Object>> shells, long marked) {
    this.shells = List.copyOf(shells);
    this.marked = marked;
  }

  @Override
  public Map<String, Object> get(int index) {
    return shells.get(index);
  }

  @Override
  public int size() {
    return shells.size();
  }

  @Override
  public String toString() {
    if (isEmpty()) {
      return "no reachable shell is running";
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("  ", COLUMNS, "state"));
    for (Map<String, Object> shell : shells) {
      List<String> cells = COLUMNS.stream().map(column -> cell(shell.get(column))).toList();
      boolean star = Long.valueOf(marked).equals(shell.get("pid"));
      rows.add(row(star ? "* " : "  ", cells, cell(shell.get("state"))));
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(row.get(0));
      for (int i = 1; i < row.size() - 1; i++) {
        line.append(row.get(i)).append(" ".repeat(width(rows, i) - row.get(i).length() + 2));
      }
      lines.add(line.append(row.get(row.size() - 1)).toString());
    }
    return String.join("\n", lines);
  }

  private static List<String> row(String mark, List<String> cells, String last) {
    List<String> row = new ArrayList<>(cells);
    row.add(0, mark);
    row.add(last);
    return row;
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String cell(Object value) {
    if (value instanceof Instant time) {
      ZonedDateTime local = time.atZone(ZoneId.systemDefault());
      boolean today = local.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()));
      return local.format(today ? TODAY : BEFORE);
    }
    return value == null ? "-" : EscapedText.word(String.valueOf(value));
  }
}

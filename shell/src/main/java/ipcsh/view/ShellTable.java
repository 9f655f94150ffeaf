package ipcsh.view;

import ipcsh.handle.LocalClock;
import ipcsh.view.Table.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The running shells: maps of {@code name}, {@code pid}, {@code kind}, {@code user}, {@code uid},
 * {@code since}, {@code state} and {@code cwd}. Prints as a table in which a star marks this shell.
 */
public final class ShellTable extends RowList<Map<String, Object>> {
  private final long marked;

  public ShellTable(List<Map<String, Object>> shells, long marked) {
    super(shells);
    this.marked = marked;
  }

  @Override
  public String text(int columns, boolean color) {
    if (isEmpty()) {
      return "no reachable shell is running";
    }
    List<Column<Map<String, Object>>> all = new ArrayList<>();
    all.add(Column.of("  name", shell -> mark(shell) + cell(shell.get("name"))));
    for (String each : List.of("pid", "kind", "user", "since")) {
      all.add(Column.of(each, shell -> cell(shell.get(each))));
    }
    all.add(
        Column.<Map<String, Object>>of("state", shell -> cell(shell.get("state")))
            .cut(14, Integer.MAX_VALUE)
            .below());
    return Table.of(all).text(this, columns, color);
  }

  private String mark(Map<String, Object> shell) {
    return Long.valueOf(marked).equals(shell.get("pid")) ? "* " : "  ";
  }

  private static String cell(Object value) {
    if (value instanceof Instant time) {
      return LocalClock.recent(time);
    }
    return value == null ? "-" : String.valueOf(value);
  }
}

package ipcsh.view;

import ipcsh.handle.LocalClock;
import ipcsh.handle.WidthDependent;
import ipcsh.view.Table.Column;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The running shells: maps of {@code name}, {@code pid}, {@code kind}, {@code user}, {@code uid},
 * {@code since}, {@code state} and {@code cwd}. Prints as a table in which a star marks this shell.
 */
public final class ShellTable extends AbstractList<Map<String, Object>> implements WidthDependent {
  private final List<Map<String, Object>> shells;
  private final long marked;

  public ShellTable(List<Map<String, Object>> shells, long marked) {
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
    return text(0, false);
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
    return Table.of(all).text(shells, columns, color);
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

package ipcsh.command;

import ipcsh.handle.Marked;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Descriptors of one process, by number. Prints as a table, empty columns left out. */
public final class FdTable extends AbstractList<FdRow> implements Marked {
  private static final String GAP = "  ";

  /** A column: what stands above it, and what of a row is in it. */
  private record Column(String title, boolean isNumber, Function<FdRow, String> cell) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("fd", true, row -> String.valueOf(row.getNumber())),
          new Column("kind", false, FdRow::getKind),
          new Column("name", false, FdRow::getName),
          new Column("state", false, FdRow::getState),
          new Column("flags", false, FdRow::getFlags),
          new Column("exec", false, row -> row.isCloexec() ? "closes" : ""),
          new Column("offset", true, row -> row.getOffset() == null ? "" : "" + row.getOffset()),
          new Column("peer", false, FdRow::peerInWords),
          new Column("also", false, row -> FdRow.words(row.getSharedWith())));

  private final List<FdRow> rows;

  FdTable(List<FdRow> rows) {
    this.rows = List.copyOf(rows);
  }

  @Override
  public FdRow get(int index) {
    return rows.get(index);
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public String toString() {
    return text("", "");
  }

  @Override
  public String text(String begin, String end) {
    if (isEmpty()) {
      return "no descriptor is open";
    }
    List<StringBuilder> lines = new ArrayList<>();
    for (int i = 0; i <= size(); i++) {
      lines.add(new StringBuilder());
    }
    for (Column column : COLUMNS) {
      List<String> cells = new ArrayList<>();
      for (FdRow row : rows) {
        String cell = column.cell.apply(row);
        cells.add(cell == null ? "" : cell);
      }
      if (cells.stream().anyMatch(cell -> !cell.isEmpty())) {
        cells.add(0, column.title);
        append(lines, cells, column.isNumber);
      }
    }
    lines.set(0, new StringBuilder(begin).append(trimmed(lines.get(0))).append(end));
    return String.join("\n", lines.stream().map(FdTable::trimmed).toList());
  }

  private static void append(List<StringBuilder> lines, List<String> cells, boolean right) {
    int width = cells.stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < cells.size(); i++) {
      StringBuilder line = lines.get(i);
      String cell = cells.get(i);
      String space = " ".repeat(width - cell.length());
      line.append(line.length() == 0 ? "" : GAP);
      line.append(right ? space + cell : cell + space);
    }
  }

  private static String trimmed(StringBuilder line) {
    return line.toString().stripTrailing();
  }
}

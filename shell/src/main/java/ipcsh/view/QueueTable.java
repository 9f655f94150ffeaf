package ipcsh.view;

import ipcsh.draw.WrappedText;
import ipcsh.handle.WidthDependent;
import ipcsh.view.Table.Column;
import java.util.AbstractList;
import java.util.List;
import java.util.function.Function;

/** POSIX message queues, a list of {@link QueueRow}; prints as a table. */
public final class QueueTable extends AbstractList<QueueRow> implements WidthDependent {
  private final List<QueueRow> rows;
  private final String remark;

  /** The queues; {@code remark} says what is not included, null for nothing. */
  public QueueTable(List<QueueRow> rows, String remark) {
    this.rows = List.copyOf(rows);
    this.remark = remark;
  }

  @Override
  public QueueRow get(int index) {
    return rows.get(index);
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public String text(int columns, boolean color) {
    String table = isEmpty() ? "there is no message queue" : table().text(rows, columns, color);
    return remark == null ? table : table + "\n" + WrappedText.wrap(remark, columns, 2);
  }

  private static Table<QueueRow> table() {
    return Table.of(
        List.of(
            Column.<QueueRow>of("name", row -> row.name() + (row.isRemoved() ? " (removed)" : ""))
                .cut(24, 8),
            Column.<QueueRow>of("messages", QueueRow::count).number(),
            Column.<QueueRow>of("bytes", row -> text(row.bytes())).number(),
            Column.<QueueRow>of("msgsize", row -> text(row.msgsize())).number(),
            Column.of("mode", QueueRow::perms),
            Column.of("owner", QueueRow::owner),
            below("open", row -> String.join(", ", row.holders())),
            below("waits", row -> String.join(", ", row.waiting())),
            below("notifies", QueueRow::notifies)));
  }

  private static Column<QueueRow> below(String title, Function<QueueRow, String> cell) {
    return Column.of(title, cell).cut(14, Integer.MAX_VALUE).below();
  }

  private static String text(Long number) {
    return number == null ? null : number.toString();
  }

  @Override
  public String toString() {
    return text(0, false);
  }
}

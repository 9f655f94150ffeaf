package ipcsh.view;

import ipcsh.draw.WrappedText;
import ipcsh.view.Table.Column;
import java.util.List;
import java.util.function.Function;

/** POSIX message queues, a list of {@link QueueRow}; prints as a table. */
public final class QueueTable extends RowList<QueueRow> {
  private final String remark;

  /** The queues; {@code remark} says what is not included, null for nothing. */
  public QueueTable(List<QueueRow> rows, String remark) {
    super(rows);
    this.remark = remark;
  }

  @Override
  public String text(int columns, boolean color) {
    String table = isEmpty() ? "there is no message queue" : table().text(this, columns, color);
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
}

package ipcsh.view;

import ipcsh.draw.TerminalColors;
import ipcsh.view.Table.Column;
import java.util.List;

/** Locks on files, waiters below the locks for which they wait. Prints as a {@link Table}. */
public final class LockTable extends RowList<LockRow> {
  private static final Table<LockRow> TABLE =
      Table.of(
          List.of(
              Column.of("kind", LockRow::shownKind),
              Column.of("access", LockRow::getAccess),
              Column.of("bytes", LockRow::bytes),
              Column.<LockRow>of("process", LockRow::who)
                  .cut(24, 12)
                  .painted((row, text) -> row.isWaiting() ? text : TerminalColors.strong(text)),
              Column.of("file", LockRow::shownFile).cut(20, 8)));

  public LockTable(List<LockRow> rows) {
    super(rows);
  }

  @Override
  public String text(int columns, boolean color) {
    return isEmpty() ? "no lock" : TABLE.text(this, columns, color);
  }
}

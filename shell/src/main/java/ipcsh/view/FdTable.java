package ipcsh.view;

import ipcsh.draw.TerminalColors;
import ipcsh.view.Table.Column;
import java.util.List;

/** Descriptors of one process, by number. Prints as a {@link Table}. */
public final class FdTable extends RowList<FdRow> {
  private static final Table<FdRow> TABLE =
      Table.of(
          List.of(
              Column.<FdRow>of("fd", row -> String.valueOf(row.getNumber()))
                  .number()
                  .painted((row, text) -> TerminalColors.strong(text)),
              Column.of("var", FdRow::getVariable),
              Column.of("kind", FdRow::getKind)
                  .cut(Integer.MAX_VALUE, 8)
                  .painted((row, text) -> TerminalColors.of(row.object(), text)),
              Column.of("name", FdRow::getName).cut(15, 8),
              Column.of("state", FdRow::getState).cut(20, 8),
              Column.of("flags", FdRow::getFlags).cut(17, 8),
              Column.of("exec", row -> row.isCloexec() ? "closes" : ""),
              Column.of("offset", FdTable::offset).number(),
              Column.of("peer", FdRow::peerInWords).cut(14, Integer.MAX_VALUE).below(),
              Column.of("also", FdRow::sharedInWords).cut(14, Integer.MAX_VALUE).below()));

  private final String ifEmpty;

  /**
   * A table.
   *
   * @param ifEmpty the text if there are no rows
   */
  public FdTable(List<FdRow> rows, String ifEmpty) {
    super(rows);
    this.ifEmpty = ifEmpty;
  }

  @Override
  public String text(int columns, boolean color) {
    return isEmpty() ? ifEmpty : TABLE.text(this, columns, color);
  }

  private static String offset(FdRow row) {
    return row.getOffset() == null ? "" : String.valueOf(row.getOffset());
  }
}

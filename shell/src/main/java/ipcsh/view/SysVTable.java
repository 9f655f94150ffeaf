package ipcsh.view;

import ipcsh.view.Table.Column;
import java.util.List;

/** The System V objects of the machine, a list of {@link SysVRow}. */
public final class SysVTable extends RowList<SysVRow> {
  private static final List<Column<SysVRow>> COLUMNS =
      List.of(
          Column.of("kind", SysVRow::getKind),
          Column.of("key", SysVRow::key),
          Column.<SysVRow>of("id", row -> String.valueOf(row.getId())).number(),
          Column.of("owner", SysVRow::getOwner),
          Column.of("perms", SysVRow::getPerms),
          Column.<SysVRow>of("holds", SysVRow::state).cut(20, 8),
          Column.<SysVRow>of("last used by", SysVRow::usersInWords).cut(12, 6).below());

  public SysVTable(List<SysVRow> rows) {
    super(rows);
  }

  @Override
  public String text(int width, boolean color) {
    return isEmpty() ? "there is no System V object" : Table.of(COLUMNS).text(this, width, color);
  }
}

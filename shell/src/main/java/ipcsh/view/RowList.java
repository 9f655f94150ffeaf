package ipcsh.view;

import ipcsh.handle.WidthDependent;
import java.util.AbstractList;
import java.util.List;

/** An immutable list of rows that prints itself, as a table or as text. */
abstract class RowList<T> extends AbstractList<T> implements WidthDependent {
  private final List<T> rows;

  RowList(List<T> rows) {
    this.rows = List.copyOf(rows);
  }

  @Override
  public final T get(int index) {
    return rows.get(index);
  }

  @Override
  public final int size() {
    return rows.size();
  }

  @Override
  public String toString() {
    return text(0, false);
  }
}

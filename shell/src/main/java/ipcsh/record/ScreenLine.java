package ipcsh.record;

import java.util.List;

/**
 * A line of the screen, without trailing blanks. Equal lines look the same.
 *
 * @param cells its cells from the left
 */
record ScreenLine(List<ScreenCell> cells) {
  static final ScreenLine EMPTY = new ScreenLine(List.of());

  static ScreenLine of(ScreenCell[] row) {
    int end = row.length;
    while (end > 0 && row[end - 1].isBlank()) {
      end--;
    }
    return end == 0 ? EMPTY : new ScreenLine(List.of(row).subList(0, end));
  }

  /** Its characters. */
  String text() {
    StringBuilder out = new StringBuilder();
    cells.forEach(cell -> out.append(cell.text()));
    return out.toString().stripTrailing();
  }
}

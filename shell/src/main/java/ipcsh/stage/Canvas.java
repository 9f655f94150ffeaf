package ipcsh.stage;

import java.util.Arrays;
import java.util.List;
import org.jline.utils.AttributedStyle;

/** A screen of cells; anything outside of it is clipped. */
final class Canvas {
  private final CanvasCell[][] rows;
  private final int width;
  private int cursorRow = -1;
  private int cursorColumn;

  Canvas(int width, int height) {
    this.width = width;
    this.rows = new CanvasCell[height][width];
    for (CanvasCell[] row : rows) {
      Arrays.fill(row, CanvasCell.BLANK);
    }
  }

  int width() {
    return width;
  }

  int height() {
    return rows.length;
  }

  CanvasCell at(int row, int column) {
    return rows[row][column];
  }

  /** The row of the cursor, or -1 if it is hidden. */
  int cursorRow() {
    return cursorRow;
  }

  int cursorColumn() {
    return cursorColumn;
  }

  void cursor(int row, int column) {
    boolean inside = row >= 0 && row < rows.length && column >= 0 && column < width;
    cursorRow = inside ? row : -1;
    cursorColumn = column;
  }

  /** Writes the cells that fit before the column {@code end}; returns the column after them. */
  int put(int row, int column, List<CanvasCell> cells, int end) {
    int limit = Math.min(end, width);
    int at = column;
    if (row < 0 || row >= rows.length) {
      return at;
    }
    for (CanvasCell cell : cells) {
      if (at < 0 || at + cell.width() > limit) {
        break;
      }
      if (cell.width() > 0) {
        rows[row][at++] = cell;
        if (cell.width() == 2) {
          rows[row][at++] = CanvasCell.REST;
        }
      }
    }
    return at;
  }

  int put(int row, int column, String text, AttributedStyle style) {
    return put(row, column, CanvasCell.of(text, style), width);
  }

  void fill(int row, int from, int end, String text, AttributedStyle style) {
    if (row >= 0 && row < rows.length) {
      for (int column = Math.max(0, from); column < Math.min(end, width); column++) {
        rows[row][column] = new CanvasCell(text, style, 1);
      }
    }
  }

  /** The text only, without trailing blanks. */
  @Override
  public String toString() {
    StringBuilder all = new StringBuilder();
    for (CanvasCell[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (CanvasCell cell : row) {
        line.append(cell.text());
      }
      all.append(line.toString().stripTrailing()).append('\n');
    }
    return all.toString();
  }
}

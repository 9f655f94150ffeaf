package ipcsh.record;

import java.util.List;

/**
 * A screen at one moment.
 *
 * @param columns the width
 * @param lines the lines from the top
 * @param column the column of the cursor, from 0
 * @param row the row of the cursor; -1 while it is hidden
 */
record ScreenSnapshot(int columns, List<ScreenLine> lines, int column, int row) {
  /** The number of lines down to the last one that is not empty or contains the cursor. */
  int height() {
    int height = lines.size();
    while (height > 0 && lines.get(height - 1).cells().isEmpty() && row < height - 1) {
      height--;
    }
    return height;
  }
}

package ipcsh.record;

import java.util.List;

/**
 * A screen at one moment.
 *
 * @param columns how wide it is
 * @param lines from the top
 * @param column of the cursor, from 0
 * @param row of the cursor; -1 while it is hidden
 */
record ScreenSnapshot(int columns, List<ScreenLine> lines, int column, int row) {
  /** How many lines there are down to the last that is not empty or has the cursor. */
  int height() {
    int height = lines.size();
    while (height > 0 && lines.get(height - 1).cells().isEmpty() && row < height - 1) {
      height--;
    }
    return height;
  }
}

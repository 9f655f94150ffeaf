package ipcsh.stage;

import org.jline.utils.AttributedCharSequence.ForceMode;
import org.jline.utils.AttributedStringBuilder;

/**
 * Updates a terminal from one picture to the next by writing only the differences. Uses only cursor
 * addressing and styles. After a character whose width may differ between terminals the cursor is
 * positioned again, so that lines never shift. Requires that the terminal does not wrap lines.
 */
final class Painter {
  /** Fewer unchanged cells than this are written again instead of being skipped. */
  private static final int JUMP = 5;

  private static final String HIDE = "\u001b[?25l";
  private static final String SHOW = "\u001b[?25h";
  private static final String CLEAR = "\u001b[0m\u001b[2J";

  private final int colors;
  private Canvas shown;
  private boolean cursorShown = true;

  /** For a terminal with this many colours. */
  Painter(int colors) {
    this.colors = colors;
  }

  /** The output for this picture: empty if it is unchanged. */
  String paint(Canvas next) {
    StringBuilder out = new StringBuilder();
    if (shown == null || shown.width() != next.width() || shown.height() != next.height()) {
      shown = new Canvas(next.width(), next.height());
      out.append(CLEAR);
    }
    for (int row = 0; row < next.height(); row++) {
      row(out, next, row);
    }
    if (out.length() > 0 && cursorShown) {
      out.insert(0, HIDE);
      cursorShown = false;
    }
    cursor(out, next);
    shown = next;
    return out.toString();
  }

  private void cursor(StringBuilder out, Canvas next) {
    boolean wanted = next.cursorRow() >= 0;
    boolean moved =
        next.cursorRow() != shown.cursorRow() || next.cursorColumn() != shown.cursorColumn();
    if (wanted && (out.length() > 0 || moved || !cursorShown)) {
      address(out, next.cursorRow(), next.cursorColumn());
    }
    if (wanted != cursorShown) {
      out.append(wanted ? SHOW : HIDE);
      cursorShown = wanted;
    }
  }

  private void row(StringBuilder out, Canvas next, int row) {
    int column = 0;
    while (column < next.width()) {
      if (next.at(row, column).equals(shown.at(row, column))) {
        column++;
      } else {
        column = run(out, next, row, column);
      }
    }
  }

  /** Writes from a changed cell on; returns the column after what was written. */
  private int run(StringBuilder out, Canvas next, int row, int start) {
    AttributedStringBuilder text = new AttributedStringBuilder();
    int end = end(next, row, start);
    int column = start;
    while (column < end) {
      CanvasCell cell = next.at(row, column);
      text.append(cell.text(), cell.style());
      column += Math.max(1, cell.width());
      if (!cell.isPlain()) {
        break;
      }
    }
    address(out, row, start);
    out.append(text.toAttributedString().toAnsi(colors, ForceMode.None));
    return column;
  }

  private int end(Canvas next, int row, int start) {
    int end = start + 1;
    for (int column = start + 1; column < next.width() && column - end < JUMP; column++) {
      if (!next.at(row, column).equals(shown.at(row, column))) {
        end = column + 1;
      }
    }
    return end;
  }

  private static void address(StringBuilder out, int row, int column) {
    out.append("\u001b[").append(row + 1).append(';').append(column + 1).append('H');
  }
}

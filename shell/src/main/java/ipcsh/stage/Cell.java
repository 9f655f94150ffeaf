package ipcsh.stage;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/**
 * A place of the screen.
 *
 * @param text what stands there: a character with what is combined with it
 * @param style how
 * @param width 1, or 2 for a wide character, behind which is {@link #REST}
 */
record Cell(String text, AttributedStyle style, int width) {
  static final Cell BLANK = new Cell(" ", AttributedStyle.DEFAULT, 1);

  /** The right half of a wide character. */
  static final Cell REST = new Cell("", AttributedStyle.DEFAULT, 0);

  private static final int TAB = 8;
  private static final char PICTURES = '\u2400';
  private static final char PICTURE_OF_DELETE = '\u2421';
  private static final String UNKNOWN = "\ufffd";

  /** Whether all terminals agree on how wide it is. */
  boolean isPlain() {
    return width == 1 && text.length() == 1;
  }

  boolean isSpace() {
    return text.equals(" ");
  }

  /** A line as cells; what would move the cursor is shown as a picture of itself. */
  static List<Cell> of(AttributedString line) {
    List<Cell> cells = new ArrayList<>(line.length());
    int next;
    for (int i = 0; i < line.length(); i = next) {
      int code = line.codePointAt(i);
      next = i + Character.charCount(code);
      AttributedStyle style = line.styleAt(i);
      if (code == '\t') {
        do {
          cells.add(new Cell(" ", style, 1));
        } while (cells.size() % TAB != 0);
      } else {
        add(cells, code, style);
      }
    }
    return cells;
  }

  static List<Cell> of(String line, AttributedStyle style) {
    return of(new AttributedString(line, style));
  }

  private static void add(List<Cell> cells, int code, AttributedStyle style) {
    int width = WCWidth.wcwidth(code);
    if (code < ' ') {
      cells.add(new Cell(String.valueOf((char) (PICTURES + code)), style, 1));
    } else if (code == 0x7f) {
      cells.add(new Cell(String.valueOf(PICTURE_OF_DELETE), style, 1));
    } else if (width < 0 || turnsDirection(code) || isHalf(code)) {
      cells.add(new Cell(UNKNOWN, style, 1));
    } else if (width == 0) {
      combine(cells, code);
    } else {
      cells.add(new Cell(Character.toString(code), style, width));
      if (width == 2) {
        cells.add(REST);
      }
    }
  }

  /** Bidirectional controls would turn round what stands beside them in other columns. */
  private static boolean turnsDirection(int code) {
    return code >= 0x202a && code <= 0x202e || code >= 0x2066 && code <= 0x2069;
  }

  private static boolean isHalf(int code) {
    return code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
  }

  private static void combine(List<Cell> cells, int code) {
    int last = cells.size() - 1;
    if (last >= 0 && cells.get(last) == REST) {
      last--;
    }
    if (last >= 0) {
      Cell base = cells.get(last);
      cells.set(last, new Cell(base.text() + Character.toString(code), base.style(), base.width()));
    }
  }
}

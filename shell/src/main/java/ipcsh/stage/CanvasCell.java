package ipcsh.stage;

import ipcsh.draw.Glyph;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * A cell of the screen.
 *
 * @param text a character with its combining characters
 * @param style its style
 * @param width 1, or 2 for a wide character, which is followed by {@link #REST}
 */
record CanvasCell(String text, AttributedStyle style, int width) {
  static final CanvasCell BLANK = new CanvasCell(" ", AttributedStyle.DEFAULT, 1);

  /** The right half of a wide character. */
  static final CanvasCell REST = new CanvasCell("", AttributedStyle.DEFAULT, 0);

  private static final int TAB = 8;

  /** Whether all terminals agree on its width. */
  boolean isPlain() {
    return width == 1 && text.length() == 1;
  }

  boolean isSpace() {
    return text.equals(" ");
  }

  /** A line as cells; control characters are replaced by visible ones. */
  static List<CanvasCell> of(AttributedString line) {
    List<CanvasCell> cells = new ArrayList<>(line.length());
    int next;
    for (int i = 0; i < line.length(); i = next) {
      int code = line.codePointAt(i);
      next = i + Character.charCount(code);
      AttributedStyle style = line.styleAt(i);
      if (code == '\t') {
        do {
          cells.add(new CanvasCell(" ", style, 1));
        } while (cells.size() % TAB != 0);
      } else {
        add(cells, code, style);
      }
    }
    return cells;
  }

  static List<CanvasCell> of(String line, AttributedStyle style) {
    return of(new AttributedString(line, style));
  }

  private static void add(List<CanvasCell> cells, int code, AttributedStyle style) {
    Glyph glyph = Glyph.of(code);
    if (glyph == null) {
      combine(cells, code);
      return;
    }
    cells.add(new CanvasCell(glyph.text(), style, glyph.width()));
    if (glyph.width() == 2) {
      cells.add(REST);
    }
  }

  private static void combine(List<CanvasCell> cells, int code) {
    int last = cells.size() - 1;
    if (last >= 0 && cells.get(last) == REST) {
      last--;
    }
    if (last >= 0) {
      CanvasCell base = cells.get(last);
      cells.set(
          last, new CanvasCell(base.text() + Character.toString(code), base.style(), base.width()));
    }
  }
}

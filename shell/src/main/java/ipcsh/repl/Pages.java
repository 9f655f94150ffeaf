package ipcsh.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** A text that is longer than the screen, in rows, and the part of it that is seen. */
final class Pages {
  /** A row of the screen, and the line of the text of which it shows a part. */
  private record Row(int line, AttributedString text) {}

  private final IntFunction<String> text;
  private List<AttributedString> lines = List.of();
  private List<Row> rows = List.of();
  private int room;
  private int top;
  private Pattern wanted;

  /** The pages of a text, which is asked for the width of the screen. */
  Pages(IntFunction<String> text) {
    this.text = text;
  }

  private static List<AttributedString> lines(String text) {
    return text.lines().map(AttributedString::fromAnsi).toList();
  }

  /** Whether all of a text is seen on a screen, as it is printed. */
  static boolean fits(String text, int columns, int height) {
    return columns <= 0 || height <= 0 || rows(lines(text), columns).size() <= height;
  }

  private static List<Row> rows(List<AttributedString> lines, int columns) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      AttributedString line = lines.get(i);
      if (line.columnLength() <= columns) {
        rows.add(new Row(i, line));
      } else {
        for (AttributedString part : line.columnSplitLength(columns)) {
          rows.add(new Row(i, part));
        }
      }
    }
    return rows;
  }

  /** Takes the size of the screen; what is at its top stays there. */
  void size(int columns, int height) {
    int before = Math.max(1, lines.size());
    lines = lines(text.apply(columns));
    int line = rows.isEmpty() ? 0 : (int) ((long) rows.get(top).line * lines.size() / before);
    rows = rows(lines, Math.max(1, columns));
    room = Math.max(1, height);
    int first = 0;
    while (rows.get(first).line < line) {
      first++;
    }
    to(first);
  }

  /** Goes so many rows on, or back where that is negative; how many it were. */
  int move(int count) {
    int before = top;
    to(top + count);
    return top - before;
  }

  private void to(int row) {
    top = Math.max(0, Math.min(row, rows.size() - room));
  }

  void toStart() {
    to(0);
  }

  void toEnd() {
    to(rows.size());
  }

  /** How many rows fit. */
  int room() {
    return room;
  }

  /** Whether the last row is seen. */
  boolean isAtEnd() {
    return top + room >= rows.size();
  }

  /** What is seen; of it the last {@code count} rows. */
  List<AttributedString> last(int count) {
    int end = Math.min(rows.size(), top + room);
    return rows.subList(Math.max(top, end - count), end).stream()
        .map(
            row ->
                wanted == null ? row.text : row.text.styleMatches(wanted, AttributedStyle.INVERSE))
        .toList();
  }

  /** Looks for a text, in capitals or not, below the top row or above it; whether it is there. */
  boolean find(String text, boolean below) {
    wanted = Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    return again(below);
  }

  /** Looks for the same text again. */
  boolean again(boolean below) {
    int step = below ? 1 : -1;
    for (int i = top + step; wanted != null && i >= 0 && i < rows.size(); i += step) {
      if (wanted.matcher(rows.get(i).text).find()) {
        to(i);
        return true;
      }
    }
    return false;
  }

  /** Which lines of how many are seen. */
  String where() {
    int last = rows.get(Math.min(rows.size(), top + room) - 1).line + 1;
    return (rows.get(top).line + 1) + "-" + last + " of " + lines.size();
  }

  /** How many lines stand below what is seen. */
  int below() {
    return lines.size() - 1 - rows.get(Math.min(rows.size(), top + room) - 1).line;
  }
}

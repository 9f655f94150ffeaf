package ipcsh.repl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** A text that is longer than the screen, as rows, and its visible part. */
final class Pages {
  /** A row of the screen, and the line of the text to which it belongs. */
  private record Row(int line, AttributedString text) {}

  private final IntFunction<String> text;
  private List<AttributedString> lines = List.of();
  private List<Row> rows = List.of();
  private int room;
  private int top;
  private Pattern wanted;

  /** The pages of a text, which is formatted for the width of the screen. */
  Pages(IntFunction<String> text) {
    this.text = text;
  }

  private static List<AttributedString> lines(String text) {
    return text.lines().map(AttributedString::fromAnsi).toList();
  }

  /** Whether a text fits on a screen when it is printed. */
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

  /** Sets the size of the screen; the line at the top stays there. */
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

  /** Scrolls by this many rows, backwards if negative; returns the number of rows scrolled. */
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

  /** The number of rows that fit. */
  int room() {
    return room;
  }

  /** Whether the last row is visible. */
  boolean isAtEnd() {
    return top + room >= rows.size();
  }

  /** The last {@code count} of the visible rows. */
  List<AttributedString> last(int count) {
    int end = Math.min(rows.size(), top + room);
    return rows.subList(Math.max(top, end - count), end).stream()
        .map(
            row ->
                wanted == null ? row.text : row.text.styleMatches(wanted, AttributedStyle.INVERSE))
        .toList();
  }

  /**
   * Searches for a text, ignoring case, below or above the top row; returns whether it was found.
   */
  boolean find(String text, boolean below) {
    wanted = Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    return again(below);
  }

  /** Repeats the search. */
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

  /** The range of visible lines and the number of lines. */
  String where() {
    int last = rows.get(Math.min(rows.size(), top + room) - 1).line + 1;
    return (rows.get(top).line + 1) + "-" + last + " of " + lines.size();
  }

  /** The number of lines below the visible ones. */
  int below() {
    return lines.size() - 1 - rows.get(Math.min(rows.size(), top + room) - 1).line;
  }
}

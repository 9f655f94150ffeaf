package ipcsh.stage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Wraps lines to rows, between words if possible. */
final class LineWrap {
  private LineWrap() {}

  /**
   * The rows of a line, at least one.
   *
   * @param indent the number of blanks before each row except the first
   */
  static List<List<CanvasCell>> rows(List<CanvasCell> line, int width, int indent) {
    int lead = indent < width / 2 ? indent : 0;
    List<List<CanvasCell>> rows = new ArrayList<>();
    int start = 0;
    do {
      int room = Math.max(2, rows.isEmpty() ? width : width - lead);
      int end = end(line, start, room);
      List<CanvasCell> row =
          new ArrayList<>(Collections.nCopies(rows.isEmpty() ? 0 : lead, CanvasCell.BLANK));
      row.addAll(line.subList(start, end));
      rows.add(row);
      start = end;
      while (start < line.size() && line.get(start).isSpace()) {
        start++;
      }
    } while (start < line.size());
    return rows;
  }

  /** The end of a row that begins at {@code start}: never within a wide character. */
  private static int end(List<CanvasCell> line, int start, int room) {
    int end = Math.min(line.size(), start + room);
    if (end == line.size()) {
      return end;
    }
    if (line.get(end) == CanvasCell.REST) {
      end--;
    }
    for (int i = end; i > start; i--) {
      if (line.get(i).isSpace()) {
        return blanksBefore(line, start, i);
      }
    }
    return end;
  }

  /**
   * The start of the blanks that end at {@code end}; {@code end} if there is nothing before them.
   */
  private static int blanksBefore(List<CanvasCell> line, int start, int end) {
    int from = end;
    while (from > start && line.get(from - 1).isSpace()) {
      from--;
    }
    return from > start ? from : end;
  }
}

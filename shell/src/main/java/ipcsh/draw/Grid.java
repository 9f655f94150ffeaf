package ipcsh.draw;

import java.util.Arrays;
import java.util.List;

/** A picture as cells, each a glyph with its colour role, from which a screen or a text is made. */
public final class Grid {
  /**
   * One cell.
   *
   * @param glyph its character; null for the second cell of a wide one
   */
  public record Cell(Glyph glyph, ColorRole tone) {
    static final Cell BLANK = new Cell(new Glyph(" ", 1), ColorRole.PLAIN);
    static final Cell REST = new Cell(null, ColorRole.PLAIN);

    boolean isBlank() {
      return equals(BLANK);
    }
  }

  private final Cell[][] rows;

  Grid(int width, int height) {
    rows = new Cell[height][width];
    for (Cell[] row : rows) {
      Arrays.fill(row, Cell.BLANK);
    }
  }

  /** The number of lines. */
  public int height() {
    return rows.length;
  }

  /** The number of columns. */
  public int width() {
    return rows.length == 0 ? 0 : rows[0].length;
  }

  /** The cells of a line. */
  public List<Cell> row(int y) {
    return List.of(rows[y]);
  }

  Cell at(int x, int y) {
    return rows[y][x];
  }

  /** Writes a text; returns the column after it. */
  int put(int x, int y, String text, ColorRole tone) {
    int at = x;
    for (Glyph glyph : Glyph.of(text)) {
      rows[y][at++] = new Cell(glyph, tone);
      if (glyph.width() == 2) {
        rows[y][at++] = Cell.REST;
      }
    }
    return at;
  }

  /** Its lines without trailing blanks; with colours, each line ends with the colours reset. */
  public String text(boolean colored) {
    StringBuilder out = new StringBuilder();
    for (Cell[] row : rows) {
      int end = row.length;
      while (end > 0 && row[end - 1].isBlank()) {
        end--;
      }
      out.append(out.length() == 0 ? "" : "\n");
      line(out, row, end, colored);
    }
    return out.toString();
  }

  /**
   * The same with lines truncated to {@code columns}: a truncated line ends with a dot, because a
   * picture becomes unreadable if the terminal wraps its lines.
   */
  public String text(boolean colored, int columns) {
    if (width() <= columns) {
      return text(colored);
    }
    Grid cut = new Grid(columns, rows.length);
    for (int y = 0; y < rows.length; y++) {
      Cell[] row = Arrays.copyOf(rows[y], columns);
      if (Arrays.stream(rows[y], columns, rows[y].length).anyMatch(cell -> !cell.isBlank())) {
        int last = row[columns - 1].glyph == null ? columns - 2 : columns - 1;
        row[last] = new Cell(new Glyph("…", 1), ColorRole.PLAIN);
        Arrays.fill(row, last + 1, columns, Cell.BLANK);
      }
      cut.rows[y] = row;
    }
    return cut.text(colored);
  }

  private static void line(StringBuilder out, Cell[] row, int end, boolean colored) {
    ColorRole now = ColorRole.PLAIN;
    for (int i = 0; i < end; i++) {
      Cell cell = row[i];
      if (cell.glyph == null) {
        continue;
      }
      if (colored && !cell.tone.equals(now) && !cell.glyph.text().equals(" ")) {
        out.append(TerminalColors.ansi(cell.tone));
        now = cell.tone;
      }
      out.append(cell.glyph.text());
    }
    out.append(colored && !now.equals(ColorRole.PLAIN) ? TerminalColors.ansi(ColorRole.PLAIN) : "");
  }
}

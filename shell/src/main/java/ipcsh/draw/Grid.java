package ipcsh.draw;

import java.util.Arrays;
import java.util.List;

/** The picture as cells, each a glyph with its tone, from which a screen or a text is made. */
public final class Grid {
  /**
   * A place.
   *
   * @param glyph what stands there; null behind a wide glyph
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

  /** How many lines there are. */
  public int height() {
    return rows.length;
  }

  /** How many columns there are. */
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

  /** Puts a text; gives the column behind it. */
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

  /** Its lines without blanks at their ends; with colours, each line ends without one. */
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
   * The same, no line wider than {@code columns}: one that was cut ends with a dot for what is
   * missing, since a terminal that breaks lines makes a heap of a picture.
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

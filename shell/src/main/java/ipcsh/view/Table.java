package ipcsh.view;

import ipcsh.draw.Glyph;
import ipcsh.draw.TerminalColors;
import ipcsh.sys.text.EscapedText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Rows in columns with titles; an empty column is left out. If a terminal is narrower than the
 * table, the widest cells of columns that may be shortened are cut in their middle; if too little
 * of them would be left, columns that may be placed below a row get lines of their own. Cell
 * contents are escaped.
 *
 * @param <T> the type of a row
 */
public final class Table<T> {
  private static final int WHOLE = Integer.MAX_VALUE;

  private final List<Column<T>> columns;
  private final boolean hasTitles;
  private final String gap;

  private Table(List<Column<T>> columns, boolean hasTitles, String gap) {
    this.columns = List.copyOf(columns);
    this.hasTitles = hasTitles;
    this.gap = gap;
  }

  /** A table with titles, and two spaces between columns. */
  public static <T> Table<T> of(List<Column<T>> columns) {
    return new Table<>(columns, true, "  ");
  }

  /** The same with another separator between columns. */
  public static <T> Table<T> of(List<Column<T>> columns, String gap) {
    return new Table<>(columns, true, gap);
  }

  /** A table without titles, and one space between columns. */
  public static <T> Table<T> untitled(List<Column<T>> columns) {
    return new Table<>(columns, false, " ");
  }

  /**
   * A column; left-aligned and not shortened by default.
   *
   * @param <T> the type of a row
   */
  public static final class Column<T> {
    private final String title;
    private final Function<T, String> cell;
    private boolean isNumber;
    private boolean isBelow;
    private int width;
    private int enough = WHOLE;
    private int least = WHOLE;
    private Painter<T> painter = (row, text) -> text;

    private Column(String title, Function<T, String> cell) {
      this.title = title;
      this.cell = cell;
    }

    /** A column of texts; null is an empty cell. */
    public static <T> Column<T> of(String title, Function<T, String> cell) {
      return new Column<>(title, cell);
    }

    /** Makes it right-aligned. */
    public Column<T> number() {
      isNumber = true;
      return this;
    }

    /** Sets the minimum width of a column that is not empty. */
    public Column<T> atLeast(int itsWidth) {
      width = itsWidth;
      return this;
    }

    /**
     * Allows it to be shortened.
     *
     * @param itsEnough the width at which it is still informative
     * @param itsLeast the minimum width if nothing else helps
     */
    public Column<T> cut(int itsEnough, int itsLeast) {
      enough = itsEnough;
      least = itsLeast;
      return this;
    }

    /** Allows it to be placed below its row, after its title, if there is not enough space. */
    public Column<T> below() {
      isBelow = true;
      return this;
    }

    /** Sets its colours. */
    public Column<T> painted(Painter<T> itsPainter) {
      painter = itsPainter;
      return this;
    }
  }

  /** Colours a cell of a row. */
  public interface Painter<T> {
    String paint(T row, String text);
  }

  /** The text for a terminal of this width; 0 for unlimited. */
  public String text(List<T> rows, int width, boolean color) {
    List<Cells<T>> all = filled(rows, column -> true);
    boolean isOneLine = width <= 0 || fit(all, width, column -> column.enough);
    List<Cells<T>> below = List.of();
    if (!isOneLine) {
      all = filled(rows, column -> !column.isBelow);
      below = filled(rows, column -> column.isBelow);
      fit(all, width, column -> column.least);
    }
    List<String> lines = new ArrayList<>();
    if (hasTitles) {
      lines.add(
          line(
              all,
              Cells::titleInWidth,
              color ? (cells, text) -> TerminalColors.quiet(text) : null));
    }
    for (int i = 0; i < rows.size(); i++) {
      int at = i;
      T row = rows.get(i);
      lines.add(
          line(
              all,
              cells -> cells.inWidth(cells.texts.get(at)),
              color ? (cells, text) -> cells.column.painter.paint(row, text) : null));
      for (Cells<T> cells : below) {
        String text = cells.texts.get(i);
        if (!text.isEmpty()) {
          String margin = " ".repeat(all.get(0).width) + gap;
          lines.add(Glyph.ends(margin + cells.column.title + " " + text, width));
        }
      }
    }
    return String.join("\n", lines);
  }

  private List<Cells<T>> filled(List<T> rows, Function<Column<T>, Boolean> which) {
    return columns.stream()
        .filter(which::apply)
        .map(column -> new Cells<>(column, rows, hasTitles))
        .filter(cells -> cells.width > 0)
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** A line without trailing spaces; only visible text is coloured. */
  private String line(
      List<Cells<T>> all, Function<Cells<T>, String> texts, Painter<Cells<T>> painter) {
    StringBuilder line = new StringBuilder();
    StringBuilder spaces = new StringBuilder();
    for (Cells<T> cells : all) {
      String text = texts.apply(cells);
      String shown = text.strip();
      if (!shown.isEmpty()) {
        int before = text.indexOf(shown);
        line.append(spaces).append(text, 0, before);
        line.append(painter == null ? shown : painter.paint(cells, shown));
        spaces.setLength(0);
        spaces.append(text, before + shown.length(), text.length());
      } else {
        spaces.append(text);
      }
      spaces.append(gap);
    }
    return line.toString();
  }

  /**
   * Shortens the widest column that may be shortened, until all fit or none may be.
   *
   * @return whether they fit
   */
  private boolean fit(List<Cells<T>> all, int width, ToIntFunction<Column<T>> least) {
    int over = gap.length() * (all.size() - 1) - width;
    for (Cells<T> cells : all) {
      over += cells.width;
    }
    while (over > 0) {
      Cells<T> widest = null;
      for (Cells<T> cells : all) {
        boolean can = cells.width > least.applyAsInt(cells.column);
        if (can && (widest == null || cells.width > widest.width)) {
          widest = cells;
        }
      }
      if (widest == null) {
        return false;
      }
      widest.width--;
      over--;
    }
    return true;
  }

  /** The cells of a column. */
  private static final class Cells<T> {
    private final Column<T> column;
    private final List<String> texts = new ArrayList<>();
    private int width;

    Cells(Column<T> column, List<T> rows, boolean hasTitles) {
      this.column = column;
      for (T row : rows) {
        String text = column.cell.apply(row);
        texts.add(text == null ? "" : EscapedText.word(text));
        width = Math.max(width, Glyph.width(texts.get(texts.size() - 1)));
      }
      if (width > 0 && hasTitles) {
        width = Math.max(width, column.title.length());
      }
      if (width > 0) {
        width = Math.max(width, column.width);
      }
    }

    String titleInWidth() {
      return inWidth(column.title);
    }

    String inWidth(String whole) {
      String text = Glyph.ends(whole, width);
      String space = " ".repeat(width - Glyph.width(text));
      return column.isNumber ? space + text : text + space;
    }
  }
}

package ipcsh.view;

import ipcsh.draw.Glyph;
import ipcsh.draw.TerminalColors;
import ipcsh.handle.WidthDependent;
import ipcsh.sys.text.EscapedText;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Descriptors of one process, by number. Prints as a table, empty columns left out. On a terminal
 * that is narrower, what is long is cut in its middle, and where that would leave too little of it,
 * the peers and who else has it stand on lines of their own.
 */
public final class FdTable extends AbstractList<FdRow> implements WidthDependent {
  private static final String GAP = "  ";

  /**
   * A column.
   *
   * @param title what stands above it
   * @param enough so narrow it may become, and still says what it is about
   * @param least so narrow it may become where there is no other way
   * @param cell what of a row is in it
   */
  private record Column(
      String title, boolean isNumber, int enough, int least, Function<FdRow, String> cell) {}

  private static final int WHOLE = Integer.MAX_VALUE;

  private static final List<Column> COLUMNS =
      List.of(
          new Column("fd", true, WHOLE, WHOLE, row -> String.valueOf(row.getNumber())),
          new Column("kind", false, WHOLE, 8, FdRow::getKind),
          new Column("name", false, 15, 8, FdRow::getName),
          new Column("state", false, 20, 8, FdRow::getState),
          new Column("flags", false, 17, 8, FdRow::getFlags),
          new Column("exec", false, WHOLE, WHOLE, row -> row.isCloexec() ? "closes" : ""),
          new Column("offset", true, WHOLE, WHOLE, FdTable::offset));

  /** Those that can stand below a row, each behind a word of its own. */
  private static final Column PEER = new Column("peer", false, 14, WHOLE, FdRow::peerInWords);

  private static final Column ALSO = new Column("also", false, 14, WHOLE, FdRow::sharedInWords);

  private final List<FdRow> rows;
  private final String ifEmpty;

  /**
   * A table.
   *
   * @param ifEmpty what to say where there is no row
   */
  public FdTable(List<FdRow> rows, String ifEmpty) {
    this.rows = List.copyOf(rows);
    this.ifEmpty = ifEmpty;
  }

  @Override
  public FdRow get(int index) {
    return rows.get(index);
  }

  @Override
  public int size() {
    return rows.size();
  }

  @Override
  public String toString() {
    return text(0, false);
  }

  @Override
  public String text(int columns, boolean color) {
    if (isEmpty()) {
      return ifEmpty;
    }
    List<Cells> all = filled(COLUMNS);
    List<Cells> links = filled(List.of(PEER, ALSO));
    List<Cells> wide = new ArrayList<>(all);
    wide.addAll(links);
    boolean isOneLine = columns <= 0 || fit(wide, columns, Column::enough);
    if (!isOneLine) {
      all = filled(COLUMNS);
      fit(all, columns, Column::least);
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= size(); i++) {
      lines.add(line(isOneLine ? wide : all, i, color));
      if (!isOneLine && i > 0) {
        below(lines, links, i, " ".repeat(all.get(0).width) + GAP, columns);
      }
    }
    return String.join("\n", lines);
  }

  private List<Cells> filled(List<Column> columns) {
    return columns.stream()
        .map(column -> new Cells(column, rows))
        .filter(cells -> !cells.isEmpty())
        .collect(Collectors.toCollection(ArrayList::new));
  }

  private String line(List<Cells> all, int row, boolean color) {
    StringBuilder line = new StringBuilder();
    StringBuilder spaces = new StringBuilder();
    for (Cells cells : all) {
      String text = cells.padded(row);
      String shown = text.strip();
      if (!shown.isEmpty()) {
        int before = text.indexOf(shown);
        line.append(spaces).append(text, 0, before);
        line.append(color ? colored(cells.column, row, shown) : shown);
        spaces.setLength(0);
        spaces.append(text, before + shown.length(), text.length());
      } else {
        spaces.append(text);
      }
      spaces.append(GAP);
    }
    return line.toString();
  }

  /** Titles are quiet, numbers strong, and a kind has the colour that it has in pictures. */
  private String colored(Column column, int row, String text) {
    if (row == 0) {
      return TerminalColors.quiet(text);
    }
    return column == COLUMNS.get(0)
        ? TerminalColors.strong(text)
        : column == COLUMNS.get(1) ? TerminalColors.of(rows.get(row - 1).object(), text) : text;
  }

  /** Adds what stands below a row, where there is something. */
  private static void below(
      List<String> lines, List<Cells> links, int row, String margin, int columns) {
    for (Cells cells : links) {
      String text = cells.texts.get(row);
      if (!text.isEmpty()) {
        lines.add(Glyph.ends(margin + cells.column.title + " " + text, columns));
      }
    }
  }

  /**
   * Takes from the widest column that may become narrower, until all fit or none may.
   *
   * @return whether they fit
   */
  private static boolean fit(List<Cells> all, int columns, ToIntFunction<Column> least) {
    int over = GAP.length() * (all.size() - 1) - columns;
    for (Cells cells : all) {
      over += cells.width;
    }
    while (over > 0) {
      Cells widest = null;
      for (Cells cells : all) {
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

  private static String offset(FdRow row) {
    return row.getOffset() == null ? "" : String.valueOf(row.getOffset());
  }

  /** What stands in a column, the title first. */
  private static final class Cells {
    private final Column column;
    private final List<String> texts = new ArrayList<>();
    private int width;

    Cells(Column column, List<FdRow> rows) {
      this.column = column;
      for (FdRow row : rows) {
        String text = column.cell.apply(row);
        texts.add(text == null ? "" : EscapedText.word(text));
        width = Math.max(width, Glyph.width(texts.get(texts.size() - 1)));
      }
      texts.add(0, column.title);
      if (width > 0) {
        width = Math.max(width, column.title.length());
      }
    }

    boolean isEmpty() {
      return width == 0;
    }

    String padded(int i) {
      String text = Glyph.ends(texts.get(i), width);
      String space = " ".repeat(width - Glyph.width(text));
      return column.isNumber ? space + text : text + space;
    }
  }
}

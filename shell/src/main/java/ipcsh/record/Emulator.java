package ipcsh.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jline.utils.WCWidth;

/**
 * A virtual terminal: receives output and has the resulting screen contents, as xterm would show
 * them (console_codes(4), ECMA-48). JLine's ScreenTerminal is not suitable: it ignores faint text
 * and RGB colours. Not thread-safe.
 */
public final class Emulator {
  private static final int TAB = 8;

  /** The maximum number of combining characters (UAX #15, stream-safe text). */
  private static final int COMBINING = 30;

  private static final String[] ASCII = new String[0x80];

  static {
    Arrays.setAll(ASCII, Character::toString);
  }

  /** The characters that {@code ESC ( 0} maps ` to ~ to. */
  private static final String LINE_DRAWING = "◆▒␉␌␍␊°±␤␋┘┐┌└┼⎺⎻─⎼⎽├┤┴┬│≤≥π≠£·";

  private final Sequences sequences = new Sequences(this);
  private final Consumer<ScreenLine> scrolledOff;
  private int columns;
  private int rows;
  private ScreenCell[][] screen;

  /** The main screen, while the alternate screen is shown. */
  private ScreenCell[][] main;

  private int column;
  private int row;

  /** Whether the last column was written: the next character wraps first. */
  private boolean wrapNext;

  private int top;
  private int bottom;
  private CellStyle style = CellStyle.PLAIN;

  /** Whether G0 and G1 are the line drawing character set. */
  private boolean[] drawing = {false, false};

  /** The character set in use: 0 for G0, 1 for G1. */
  private int charset;

  private boolean cursorShown = true;
  private boolean wraps = true;
  private boolean inserts;
  private boolean fromMargin;
  private String lastPut = " ";
  private int[] saved = {0, 0};
  private CellStyle savedStyle = CellStyle.PLAIN;

  /** A blank screen. */
  public Emulator(int columns, int rows) {
    this(columns, rows, line -> {});
  }

  /**
   * A blank screen; {@code scrolledOff} receives each line that scrolls off the main screen at the
   * top.
   */
  Emulator(int columns, int rows, Consumer<ScreenLine> scrolledOff) {
    this.columns = columns;
    this.rows = rows;
    this.scrolledOff = scrolledOff;
    this.screen = blank(columns, rows);
    this.bottom = rows - 1;
  }

  private static ScreenCell[][] blank(int columns, int rows) {
    ScreenCell[][] cells = new ScreenCell[rows][columns];
    for (ScreenCell[] line : cells) {
      Arrays.fill(line, ScreenCell.BLANK);
    }
    return cells;
  }

  /** Writes output to it; a sequence may be split between two calls. */
  public void write(String text) {
    text.codePoints().forEach(sequences::take);
  }

  /** The lines on the screen, without trailing blanks. */
  public List<String> text() {
    return still().lines().stream().map(ScreenLine::text).toList();
  }

  /** The current screen. */
  ScreenSnapshot still() {
    List<ScreenLine> lines = new ArrayList<>();
    for (ScreenCell[] line : screen) {
      lines.add(ScreenLine.of(line.clone()));
    }
    return new ScreenSnapshot(columns, lines, column, cursorShown ? row : -1);
  }

  /** The line of the cursor. */
  int row() {
    return row;
  }

  boolean isAlternate() {
    return main != null;
  }

  /**
   * Changes the size of the screen; what does not fit is cut off, above the cursor if necessary.
   */
  public void resize(int newColumns, int newRows) {
    int dropped = Math.max(0, row - newRows + 1);
    for (int i = 0; i < dropped && main == null; i++) {
      scrolledOff.accept(ScreenLine.of(screen[i]));
    }
    screen = resized(screen, newColumns, newRows, dropped);
    if (main != null) {
      main = resized(main, newColumns, newRows, 0);
    }
    columns = newColumns;
    rows = newRows;
    top = 0;
    bottom = rows - 1;
    moveTo(column, row - dropped);
  }

  private static ScreenCell[][] resized(ScreenCell[][] from, int columns, int rows, int dropped) {
    ScreenCell[][] to = blank(columns, rows);
    for (int i = 0; i < rows && i + dropped < from.length; i++) {
      ScreenCell[] line = from[i + dropped];
      System.arraycopy(line, 0, to[i], 0, Math.min(columns, line.length));
    }
    return to;
  }

  // --- called by Sequences ---

  void print(int character) {
    int shown = character;
    if (drawing[charset] && character >= '`' && character <= '~') {
      shown = LINE_DRAWING.charAt(character - '`');
    }
    String text = shown < ASCII.length ? ASCII[shown] : Character.toString(shown);
    int width = shown >= ' ' && shown < ASCII.length ? 1 : WCWidth.wcwidth(shown);
    if (width <= 0) {
      combine(text);
      return;
    }
    put(text, Math.min(width, columns));
  }

  /** Combines with the character before the cursor. */
  private void combine(String text) {
    int at = wrapNext ? column : column - 1;
    if (at > 0 && screen[row][at].text().isEmpty()) {
      at--;
    }
    if (at >= 0) {
      ScreenCell cell = screen[row][at];
      if (cell.text().length() > COMBINING) {
        return;
      }
      screen[row][at] = new ScreenCell(cell.text() + text, cell.wide(), cell.style());
    }
  }

  private void put(String text, int width) {
    if (wraps && (wrapNext || column + width > columns)) {
      column = 0;
      lineFeed();
    }
    wrapNext = false;
    int at = Math.min(column, columns - width);
    if (inserts) {
      shift(at, width);
    }
    for (int i = 0; i < width; i++) {
      breakWide(at + i);
    }
    screen[row][at] = new ScreenCell(text, width == 2, style);
    if (width == 2) {
      screen[row][at + 1] = new ScreenCell("", false, style);
    }
    lastPut = text;
    column = Math.min(at + width, columns - 1);
    wrapNext = at + width == columns;
  }

  /** Erases the other half of a wide character that is overwritten. */
  private void breakWide(int at) {
    ScreenCell[] line = screen[row];
    if (line[at].wide() && at + 1 < columns) {
      line[at + 1] = ScreenCell.erased(line[at].style());
    } else if (line[at].text().isEmpty() && at > 0) {
      line[at - 1] = ScreenCell.erased(line[at].style());
    }
  }

  void repeat(int times) {
    String text = lastPut;
    int width = Math.max(1, WCWidth.wcwidth(text.codePointAt(0)));
    for (int i = 0; i < Math.min(times, columns * rows); i++) {
      put(text, width);
    }
  }

  void carriageReturn() {
    column = 0;
    wrapNext = false;
  }

  void backspace() {
    column = Math.max(0, column - 1);
    wrapNext = false;
  }

  void tab(int times) {
    int stop = column;
    for (int i = 0; i < Math.abs(times); i++) {
      stop = times > 0 ? (stop / TAB + 1) * TAB : Math.max(0, (stop - 1) / TAB * TAB);
    }
    column = Math.min(stop, columns - 1);
    wrapNext = false;
  }

  void lineFeed() {
    wrapNext = false;
    if (row == bottom) {
      scroll(top, 1);
    } else if (row < rows - 1) {
      row++;
    }
  }

  void reverseLineFeed() {
    wrapNext = false;
    if (row == top) {
      scroll(top, -1);
    } else if (row > 0) {
      row--;
    }
  }

  /** Scrolls from a line to the bottom of the scrolling region; up if {@code count} is positive. */
  private void scroll(int from, int count) {
    if (from >= top && from <= bottom) {
      scroll(from, count, from == 0 && main == null ? scrolledOff : line -> {});
    }
  }

  private void scroll(int from, int count, Consumer<ScreenLine> leaving) {
    int height = bottom - from + 1;
    int n = Math.min(Math.abs(count), height);
    if (count > 0) {
      for (int i = 0; i < n; i++) {
        leaving.accept(ScreenLine.of(screen[from + i]));
      }
      System.arraycopy(screen, from + n, screen, from, height - n);
    } else {
      System.arraycopy(screen, from, screen, from + n, height - n);
    }
    int blank = count > 0 ? bottom - n + 1 : from;
    for (int i = blank; i < blank + n; i++) {
      screen[i] = new ScreenCell[columns];
      Arrays.fill(screen[i], ScreenCell.erased(style));
    }
  }

  void scrollRegion(int count) {
    scroll(top, count);
  }

  /** Inserts lines at the cursor. */
  void insertLines(int count) {
    scroll(row, -count);
    carriageReturn();
  }

  /** Deletes lines at the cursor: they are not scrolled off. */
  void deleteLines(int count) {
    if (row >= top && row <= bottom) {
      scroll(row, count, line -> {});
    }
    carriageReturn();
  }

  /** Shifts the rest of the line to the right, or to the left if {@code count} is negative. */
  private void shift(int from, int count) {
    ScreenCell[] line = screen[row];
    int n = Math.min(Math.abs(count), columns - from);
    if (count > 0) {
      System.arraycopy(line, from, line, from + n, columns - from - n);
      Arrays.fill(line, from, from + n, ScreenCell.erased(style));
    } else {
      System.arraycopy(line, from + n, line, from, columns - from - n);
      Arrays.fill(line, columns - n, columns, ScreenCell.erased(style));
    }
    wrapNext = false;
  }

  void insertBlanks(int count) {
    shift(column, count);
  }

  void deleteCharacters(int count) {
    shift(column, -count);
  }

  void erase(int count) {
    Arrays.fill(
        screen[row],
        column,
        Math.min(columns, column + Math.max(1, count)),
        ScreenCell.erased(style));
    wrapNext = false;
  }

  /** Erases in the line: 0 from the cursor, 1 up to the cursor, 2 all. */
  void eraseLine(int which) {
    int from = which == 0 ? column : 0;
    int to = which == 1 ? Math.min(columns, column + 1) : columns;
    Arrays.fill(screen[row], from, to, ScreenCell.erased(style));
    wrapNext = false;
  }

  /** Erases in the screen: 0 from the cursor, 1 up to the cursor, 2 all. */
  void eraseScreen(int which) {
    if (which == 2 || which == 0 && row == 0 && column == 0) {
      keep();
    }
    int from = which == 0 ? row + 1 : 0;
    int to = which == 1 ? row : rows;
    for (int i = from; i < to; i++) {
      Arrays.fill(screen[i], ScreenCell.erased(style));
    }
    if (which < 2) {
      eraseLine(which);
    }
  }

  /**
   * Scrolls off the contents of a screen that is about to be cleared, so that they are not lost.
   */
  private void keep() {
    int height = new ScreenSnapshot(columns, still().lines(), 0, -1).height();
    for (int i = 0; i < height && main == null; i++) {
      scrolledOff.accept(ScreenLine.of(screen[i].clone()));
    }
  }

  void move(int right, int down) {
    boolean inside = row >= top && row <= bottom;
    int highest = inside ? top : 0;
    int lowest = inside ? bottom : rows - 1;
    column = clamp(column + right, 0, columns - 1);
    row = clamp(row + down, highest, lowest);
    wrapNext = false;
  }

  void moveTo(int newColumn, int newRow) {
    column = clamp(newColumn, 0, columns - 1);
    row = clamp(newRow, 0, rows - 1);
    wrapNext = false;
  }

  /** Moves the cursor; the line is relative to the origin (DECOM). */
  void position(int newColumn, int newRow) {
    moveTo(newColumn, fromMargin ? Math.min(top + newRow, bottom) : newRow);
  }

  void positionColumn(int newColumn) {
    moveTo(newColumn, row);
  }

  void positionRow(int newRow) {
    position(column, newRow);
  }

  private static int clamp(int value, int from, int to) {
    return Math.max(from, Math.min(to, value));
  }

  void region(int newTop, int newBottom) {
    if (newTop < newBottom && newBottom < rows) {
      top = newTop;
      bottom = newBottom;
      position(0, 0);
    }
  }

  int rows() {
    return rows;
  }

  CellStyle style() {
    return style;
  }

  void style(CellStyle now) {
    style = now;
  }

  void save() {
    saved = new int[] {column, row};
    savedStyle = style;
  }

  void restore() {
    moveTo(saved[0], saved[1]);
    style = savedStyle;
  }

  /** Selects the character set of G0 (0) or G1 (1). */
  void charset(int which, boolean lines) {
    drawing[which] = lines;
  }

  void shiftTo(int which) {
    charset = which;
  }

  /** Sets or resets a mode of ECMA-48. */
  void mode(int number, boolean on) {
    if (number == 4) {
      inserts = on;
    }
  }

  /** Sets or resets a private mode of DEC and xterm. */
  void privateMode(int number, boolean on) {
    switch (number) {
      case 6 -> {
        fromMargin = on;
        position(0, 0);
      }
      case 7 -> wraps = on;
      case 25 -> cursorShown = on;
      case 47, 1047 -> alternate(on);
      case 1048 -> saveOrRestore(on);
      case 1049 -> {
        if (on) {
          save();
        }
        alternate(on);
        if (!on) {
          restore();
        }
      }
      default -> {
        // keys, mouse, bracketed paste: not visible
      }
    }
  }

  private void saveOrRestore(boolean save) {
    if (save) {
      save();
    } else {
      restore();
    }
  }

  private void alternate(boolean on) {
    if (on && main == null) {
      main = screen;
      screen = blank(columns, rows);
    } else if (!on && main != null) {
      screen = main;
      main = null;
    }
    top = 0;
    bottom = rows - 1;
  }

  void softReset() {
    top = 0;
    bottom = rows - 1;
    style = CellStyle.PLAIN;
    drawing = new boolean[2];
    charset = 0;
    cursorShown = true;
    wraps = true;
    inserts = false;
    fromMargin = false;
    saved = new int[] {0, 0};
    savedStyle = CellStyle.PLAIN;
  }

  void reset() {
    keep();
    softReset();
    main = null;
    screen = blank(columns, rows);
    moveTo(0, 0);
  }

  /** Fills the screen with E (DECALN). */
  void align() {
    for (ScreenCell[] line : screen) {
      Arrays.fill(line, new ScreenCell("E", false, CellStyle.PLAIN));
    }
    moveTo(0, 0);
  }
}

package ipcsh.repl;

import ipcsh.draw.WrappedText;
import ipcsh.sys.text.Counted;
import java.io.IOError;
import java.util.List;
import java.util.function.IntFunction;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jline.utils.NonBlockingReader;

/**
 * Shows a long text page by page. Pages are printed like any other output, so they stay on the
 * screen and in its scrollback; pages that were not viewed are not printed.
 */
final class Pager {
  private enum Key {
    PAGE,
    PAGE_BACK,
    HALF,
    HALF_BACK,
    ROW,
    ROW_BACK,
    START,
    END,
    SEARCH,
    NEXT,
    BEFORE,
    HELP,
    AGAIN,
    LEAVE,
    INTERRUPT,
    OTHER
  }

  private static final String HELP =
      """
      Space, PgDn   next page             b, PgUp    previous page
      Enter, Down   next line             k, Up      previous line
      d             half a page down      u          half a page up
      G, End        last page             g, Home    first page
      /text         search for text       n, N       next, previous match
      q, Ctrl-C     quit; the text shown stays on the screen

      IPCSH_PAGER=off in the environment turns paging off.""";

  private static final String MARGIN = "\r\u001b[K";
  private static final String CLEAR = "\u001b[H\u001b[J";

  /** How long to wait for a key before the size of the screen is checked, in milliseconds. */
  private static final long WAIT = 100;

  /** How long to wait for the rest of a key's sequence after an Escape, in milliseconds. */
  private static final long SEQUENCE = 60;

  private final Terminal terminal;
  private final boolean color;
  private final Pages pages;
  private final BindingReader keyboard;
  private final KeyMap<Key> keys = keys();
  private volatile boolean resized;

  private Pager(Terminal terminal, boolean color, IntFunction<String> text) {
    this.terminal = terminal;
    this.color = color;
    this.pages = new Pages(text);
    this.keyboard = new BindingReader(terminal.reader());
  }

  /** Shows a text, which is formatted for the width of the screen, until the user quits. */
  static void show(Terminal terminal, boolean color, IntFunction<String> text) {
    new Pager(terminal, color, text).show();
  }

  private static KeyMap<Key> keys() {
    KeyMap<Key> map = new KeyMap<>();
    map.setAmbiguousTimeout(SEQUENCE);
    map.setNomatch(Key.OTHER);
    map.setUnicode(Key.OTHER);
    map.bind(Key.PAGE, " ", "f", "\6", "\u001b[6~");
    map.bind(Key.PAGE_BACK, "b", "\2", "\u001b[5~");
    map.bind(Key.HALF, "d");
    map.bind(Key.HALF_BACK, "u");
    map.bind(Key.ROW, "\r", "\n", "j", "e", "\u001b[B", "\u001bOB");
    map.bind(Key.ROW_BACK, "k", "y", "\u001b[A", "\u001bOA");
    map.bind(Key.START, "g", "<", "\u001b[H", "\u001bOH", "\u001b[1~");
    map.bind(Key.END, "G", ">", "\u001b[F", "\u001bOF", "\u001b[4~");
    map.bind(Key.SEARCH, "/");
    map.bind(Key.NEXT, "n");
    map.bind(Key.BEFORE, "N");
    map.bind(Key.HELP, "h", "?");
    map.bind(Key.AGAIN, "r", "\f");
    map.bind(Key.LEAVE, "q", "Q", "\4", "\u001b");
    map.bind(Key.INTERRUPT, "\3");
    return map;
  }

  private void show() {
    Attributes before = terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(LocalFlag.ISIG, false);
    terminal.setAttributes(raw);
    SignalHandler resizing = terminal.handle(Signal.WINCH, signal -> resized = true);
    try {
      fit();
      print(pages.last(pages.room()));
      status(null);
      read();
    } catch (EndOfFileException | IOError goneOrInterrupted) {
      // treated as if the user had quit
    } finally {
      terminal.handle(Signal.WINCH, resizing);
      terminal.setAttributes(before);
      int below = pages.below();
      String rest = below == 0 ? "" : "… " + Counted.of(below, "more line");
      write(MARGIN + faint(rest) + (below == 0 ? "" : "\r\n"));
    }
  }

  private void fit() {
    resized = false;
    pages.size(terminal.getWidth(), terminal.getHeight() - 1);
  }

  private void read() {
    while (true) {
      Key key = key();
      if (key == Key.HELP) {
        help();
        key = key();
        paint(null);
        if (key != Key.INTERRUPT) {
          continue;
        }
      }
      boolean isOver = pages.isAtEnd() && (key == Key.PAGE || key == Key.ROW);
      if (key == Key.LEAVE || key == Key.INTERRUPT || isOver) {
        return;
      }
      press(key);
    }
  }

  /** The next key; the screen is repainted each time its size changes before that. */
  private Key key() {
    while (true) {
      int coming = keyboard.peekCharacter(WAIT);
      if (resized) {
        fit();
        paint(null);
      }
      if (coming == NonBlockingReader.EOF) {
        return Key.LEAVE;
      }
      if (coming != NonBlockingReader.READ_EXPIRED) {
        Key key = keyboard.readBinding(keys);
        return key == null ? Key.LEAVE : key;
      }
    }
  }

  private void press(Key key) {
    switch (key) {
      case PAGE -> move(pages.room());
      case PAGE_BACK -> move(-pages.room());
      case HALF -> move(pages.room() / 2);
      case HALF_BACK -> move(-pages.room() / 2);
      case ROW -> move(1);
      case ROW_BACK -> move(-1);
      case START -> {
        pages.toStart();
        paint(null);
      }
      case END -> {
        pages.toEnd();
        paint(null);
      }
      case SEARCH -> search();
      case NEXT, BEFORE -> paint(pages.again(key == Key.NEXT) ? null : "not found");
      case AGAIN -> paint(null);
      default -> {}
    }
  }

  private void move(int count) {
    int moved = pages.move(count);
    if (moved > 0) {
      write(MARGIN);
      print(pages.last(moved));
      status(null);
    } else if (moved < 0) {
      paint(null);
    }
  }

  private void search() {
    StringBuilder text = new StringBuilder();
    while (true) {
      write(MARGIN + "/" + text);
      int c = keyboard.readCharacter();
      if (c == '\r' || c == '\n') {
        paint(text.isEmpty() || pages.find(text.toString(), true) ? null : "not found");
        return;
      }
      boolean erases = c == 0x7f || c == '\b';
      if (c < ' ' && !erases || erases && text.isEmpty()) {
        status(null);
        return;
      }
      if (erases) {
        text.setLength(text.offsetByCodePoints(text.length(), -1));
      } else {
        text.appendCodePoint(c);
      }
    }
  }

  private void help() {
    write(
        CLEAR + WrappedText.wrap(HELP, terminal.getWidth(), 0).replace("\n", "\r\n") + "\r\n\r\n");
    write(faint("press any key to return"));
  }

  private void paint(String said) {
    write(CLEAR);
    print(pages.last(pages.room()));
    status(said);
  }

  private void print(List<AttributedString> rows) {
    StringBuilder out = new StringBuilder();
    for (AttributedString row : rows) {
      out.append(color ? row.toAnsi(terminal) : row.toString()).append("\r\n");
    }
    write(out.toString());
  }

  /** The status line: the position, and as many of the keys as fit. */
  private void status(String said) {
    StringBuilder line = new StringBuilder(said == null ? pages.where() : said);
    String on = pages.isAtEnd() ? "the end · q quits" : "Space continues · q quits";
    for (String more : List.of(on, "h lists the keys")) {
      if (WrappedText.width(line + " · " + more) < terminal.getWidth()) {
        line.append(" · ").append(more);
      }
    }
    write(MARGIN + faint(line.toString()));
  }

  private String faint(String text) {
    return color && !text.isEmpty()
        ? new AttributedString(text, AttributedStyle.DEFAULT.faint()).toAnsi(terminal)
        : text;
  }

  private void write(String text) {
    terminal.writer().write(text);
    terminal.flush();
  }
}

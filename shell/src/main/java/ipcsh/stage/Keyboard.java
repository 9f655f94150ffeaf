package ipcsh.stage;

import java.io.IOError;
import java.util.function.Consumer;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.terminal.Terminal;

/** Reads a terminal's keys on a thread of its own. */
final class Keyboard implements AutoCloseable {
  private static final long SECOND = 1000;

  /** How long to wait for the rest of a key's sequence after an Escape, in milliseconds. */
  private static final long SEQUENCE = 60;

  private final Terminal terminal;
  private final Consumer<Key> pressed;
  private final Runnable gone;
  private final Thread thread = new Thread(this::read, "keys");
  private volatile boolean closed;

  /**
   * Starts to read.
   *
   * @param gone called when the terminal is closed
   */
  Keyboard(Terminal terminal, Consumer<Key> pressed, Runnable gone) {
    this.terminal = terminal;
    this.pressed = pressed;
    this.gone = gone;
    thread.setDaemon(true);
    thread.start();
  }

  /** The key bindings. */
  static KeyMap<Key> map() {
    KeyMap<Key> map = new KeyMap<>();
    map.setAmbiguousTimeout(SEQUENCE);
    map.setNomatch(Key.OTHER);
    map.setUnicode(Key.OTHER);
    map.bind(Key.ENTER, "\r", "\n");
    map.bind(Key.SPACE, " ");
    map.bind(Key.UP, "\u001b[A", "\u001bOA");
    map.bind(Key.DOWN, "\u001b[B", "\u001bOB");
    map.bind(Key.LEFT, "\u001b[D", "\u001bOD");
    map.bind(Key.RIGHT, "\u001b[C", "\u001bOC");
    map.bind(Key.PAGE_UP, "\u001b[5~");
    map.bind(Key.PAGE_DOWN, "\u001b[6~");
    map.bind(Key.HOME, "\u001b[H", "\u001bOH", "\u001b[1~", "\u001b[7~");
    map.bind(Key.END, "\u001b[F", "\u001bOF", "\u001b[4~", "\u001b[8~");
    map.bind(Key.ESCAPE, "\u001b");
    map.bind(Key.A, "a", "A");
    map.bind(Key.B, "b", "B");
    map.bind(Key.C, "c", "C");
    map.bind(Key.N, "n", "N");
    map.bind(Key.P, "p", "P");
    map.bind(Key.Q, "q", "Q");
    map.bind(Key.R, "r", "R", "\f");
    map.bind(Key.S, "s", "S");
    map.bind(Key.W, "w", "W");
    map.bind(Key.PLUS, "+", "=");
    map.bind(Key.MINUS, "-", "_");
    map.bind(Key.QUESTION, "?", "h");
    map.bind(Key.CTRL_C, "\u0003", "\u0004");
    return map;
  }

  private void read() {
    BindingReader reader = new BindingReader(terminal.reader());
    KeyMap<Key> map = map();
    try {
      while (!closed) {
        Key key = reader.readBinding(map);
        if (key == null) {
          break;
        }
        pressed.accept(key);
      }
    } catch (EndOfFileException | IOError ended) {
      // treated as end of file
    }
    if (!closed) {
      gone.run();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    if (thread == Thread.currentThread()) {
      return;
    }
    try {
      thread.join(SECOND);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

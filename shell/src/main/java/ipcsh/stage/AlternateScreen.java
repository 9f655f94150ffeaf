package ipcsh.stage;

import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/**
 * Another screen of a terminal, with its keys as they are pressed. Whatever happens, {@link #close}
 * or at the latest the end of the program gives the terminal back as it was.
 */
final class AlternateScreen implements AutoCloseable {
  private static final String ENTER = "\u001b[?1049h\u001b[?7l";
  private static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";
  private static final Size SMALLEST = new Size(80, 24);
  private static final int FEWEST_COLORS = 8;

  private final Terminal terminal;
  private final Attributes before;
  private final Runnable ending;
  private final Thread last = new Thread(this::last, "curtain");
  private boolean restored;

  /**
   * Takes the terminal.
   *
   * @param ending what is to be done first where the program ends
   */
  AlternateScreen(Terminal terminal, Runnable ending) {
    this.terminal = terminal;
    this.ending = ending;
    before = terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(LocalFlag.ISIG, false);
    terminal.setAttributes(raw);
    Runtime.getRuntime().addShutdownHook(last);
    write(ENTER);
  }

  /** Whether a cursor can be moved there. */
  static boolean isPossible(Terminal terminal) {
    return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  /** How large it is just now. */
  static Size size(Terminal terminal) {
    Size size = terminal.getSize();
    return size.getColumns() > 0 && size.getRows() > 0 ? size : SMALLEST;
  }

  /** How many colours it has. */
  static int colors(Terminal terminal) {
    Integer colors = terminal.getNumericCapability(Capability.max_colors);
    return colors == null || colors < FEWEST_COLORS ? FEWEST_COLORS : colors;
  }

  /** Writes, as long as the terminal is not given back. */
  synchronized void write(String text) {
    if (!restored) {
      terminal.writer().write(text);
      terminal.flush();
    }
  }

  /** At the end of the program: who still reads keys would set the terminal for itself again. */
  private void last() {
    ending.run();
    restore();
  }

  private synchronized void restore() {
    write(LEAVE);
    restored = true;
    terminal.setAttributes(before);
  }

  @Override
  public void close() {
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(last);
    } catch (IllegalStateException programEnds) {
      // the hook finds nothing to do
    }
  }
}

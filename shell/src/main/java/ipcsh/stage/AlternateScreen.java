package ipcsh.stage;

import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;

/**
 * The alternate screen of a terminal, with unbuffered keys. {@link #close} or, at the latest, the
 * end of the program restores the terminal.
 */
final class AlternateScreen implements AutoCloseable {
  private static final String ENTER = "\u001b[?1049h\u001b[?7l";
  private static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";
  private static final Size SMALLEST = new Size(80, 24);
  private static final int FEWEST_COLORS = 8;

  private final Terminal terminal;
  private final Attributes before;
  private final Runnable ending;
  private final Thread last = new Thread(this::last, "screen");
  private boolean restored;

  /**
   * Switches to it.
   *
   * @param ending run first at the end of the program
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

  /** Whether the terminal supports cursor addressing. */
  static boolean isPossible(Terminal terminal) {
    return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  /** The current size. */
  static Size size(Terminal terminal) {
    Size size = terminal.getSize();
    return size.getColumns() > 0 && size.getRows() > 0 ? size : SMALLEST;
  }

  /** The number of colours. */
  static int colors(Terminal terminal) {
    Integer colors = terminal.getNumericCapability(Capability.max_colors);
    return colors == null || colors < FEWEST_COLORS ? FEWEST_COLORS : colors;
  }

  /** Writes, unless the terminal has been restored. */
  synchronized void write(String text) {
    if (!restored) {
      terminal.writer().write(text);
      terminal.flush();
    }
  }

  /**
   * At the end of the program: a thread that is still reading keys would change the terminal's
   * settings again.
   */
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
      // nothing is left for the shutdown hook
    }
  }
}

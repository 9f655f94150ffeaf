package ipcsh.stage;

import ipcsh.scenario.Show;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.util.function.Function;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;

/**
 * A terminal on which a scenario is shown: another screen with columns for the roles, and keys for
 * the audience. Whatever happens, {@link #close} or at the latest the end of the program gives the
 * terminal back as it was.
 */
public final class Stage implements AutoCloseable {
  private static final String ENTER = "\u001b[?1049h\u001b[?7l";
  private static final String LEAVE = "\u001b[0m\u001b[?7h\u001b[?25h\u001b[?1049l";

  /** A recording begins with an empty screen and shows no lines wrapped. */
  private static final String BEGIN = "\u001b[?7l";

  private static final int COLORS = 256;

  /** So many times Ctrl-C when nobody hears it any more. */
  private static final int IMPATIENT = 3;

  private static final int INTERRUPTED = 130;
  private static final Size SMALLEST = new Size(80, 24);

  private final Terminal terminal;
  private final Attributes before;
  private final SignalHandler resizing;
  private final SignalHandler interrupting;
  private final Controls controls;
  private final Columns columns;
  private final Keyboard keyboard;
  private final Thread last = new Thread(this::last, "curtain");
  private final Function<String, AttributedString> highlighter;
  private final int colors;
  private Places elsewhere = lane -> null;
  private int interrupts;
  private boolean restored;

  /**
   * Takes the terminal.
   *
   * @param color whether to use colours
   * @param highlighter colours what is typed
   */
  public Stage(
      Terminal terminal,
      StageSettings settings,
      boolean color,
      Function<String, AttributedString> highlighter) {
    this.terminal = terminal;
    Clock clock = new Clock.Real();
    controls = new Controls(clock, settings.pace(), settings.speed());
    controls.silentUntil(settings.from());
    this.highlighter = highlighter;
    colors = color ? colors() : 0;
    columns = new Columns(this::write, clock, controls, true, size(), highlighter, colors);
    before = terminal.enterRawMode();
    Attributes raw = terminal.getAttributes();
    raw.setLocalFlag(LocalFlag.ISIG, false);
    terminal.setAttributes(raw);
    Runtime.getRuntime().addShutdownHook(last);
    write(0, ENTER);
    resizing = terminal.handle(Signal.WINCH, signal -> columns.resize(size()));
    interrupting = terminal.handle(Signal.INT, signal -> press(Key.CTRL_C));
    keyboard = new Keyboard(terminal, this::press, controls::leave);
  }

  /**
   * Shows the roles in panes of their own beside this one, before anything is shown.
   *
   * @param pane the pane of tmux that the terminal is: {@code %0}
   * @throws IOException where tmux makes no panes
   */
  public void useTmux(String pane, Kernel kernel) throws IOException {
    elsewhere = new Panes(pane, kernel, colors, highlighter);
    columns.rolesIn(elsewhere);
  }

  /** Whether columns can be shown there. */
  public static boolean isPossible(Terminal terminal) {
    return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  /**
   * A show that nobody sees, for a recording: no time passes, and the same scenario gives the same
   * text at the same times.
   */
  public static Show recorded(
      Sink sink,
      StageSettings.Screen screen,
      double speed,
      Function<String, AttributedString> highlighter) {
    Clock clock = new Clock.Virtual();
    sink.text(0, BEGIN);
    return new Columns(
        sink,
        clock,
        new Controls(clock, StageSettings.Pace.PLAY, speed),
        false,
        new Size(screen.columns(), screen.rows()),
        highlighter,
        COLORS);
  }

  /** What the scenario is told to. */
  public Show show() {
    return columns;
  }

  private Size size() {
    Size size = terminal.getSize();
    return size.getColumns() > 0 && size.getRows() > 0 ? size : SMALLEST;
  }

  private int colors() {
    Integer colors = terminal.getNumericCapability(Capability.max_colors);
    return colors == null || colors < 8 ? 8 : colors;
  }

  private void press(Key key) {
    interrupts = key == Key.CTRL_C ? interrupts + 1 : 0;
    if (interrupts >= IMPATIENT) {
      Runtime.getRuntime().exit(INTERRUPTED);
    }
    controls.press(key);
  }

  private synchronized void write(long nanos, String text) {
    if (!restored) {
      terminal.writer().write(text);
      terminal.flush();
    }
  }

  /** At the end of the program: who still reads keys would set the terminal for itself again. */
  private void last() {
    if (keyboard != null) {
      keyboard.close();
    }
    restore();
  }

  private synchronized void restore() {
    elsewhere.close();
    write(0, LEAVE);
    restored = true;
    terminal.setAttributes(before);
  }

  @Override
  public void close() {
    columns.close();
    keyboard.close();
    terminal.handle(Signal.WINCH, resizing);
    terminal.handle(Signal.INT, interrupting);
    restore();
    try {
      Runtime.getRuntime().removeShutdownHook(last);
    } catch (IllegalStateException ending) {
      // the program ends: the hook finds nothing to do
    }
  }
}

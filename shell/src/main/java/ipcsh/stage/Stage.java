package ipcsh.stage;

import ipcsh.scenario.ScenarioView;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.util.function.Function;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;
import org.jline.utils.AttributedString;

/**
 * A terminal on which a scenario is shown: on the alternate screen, with columns for the roles, and
 * keys for the audience. {@link #close} or, at the latest, the end of the program restores the
 * terminal.
 */
public final class Stage implements AutoCloseable {
  /** The start of a recording: an empty screen, without line wrapping. */
  private static final String BEGIN = "\u001b[?7l";

  private static final int COLORS = 256;

  /** The number of Ctrl-C presses after which the program ends if they are not handled. */
  private static final int IMPATIENT = 3;

  private static final int INTERRUPTED = 130;

  private final Terminal terminal;
  private final SignalHandler resizing;
  private final SignalHandler interrupting;
  private final PlaybackControls controls;
  private final Columns columns;
  private final Keyboard keyboard;
  private final AlternateScreen screen;
  private final Function<String, AttributedString> highlighter;
  private final int colors;
  private RoleDisplay elsewhere = lane -> null;
  private int interrupts;

  /**
   * Opens the stage.
   *
   * @param color whether to use colours
   * @param highlighter highlights typed text
   */
  public Stage(
      Terminal terminal,
      StageSettings settings,
      boolean color,
      Function<String, AttributedString> highlighter) {
    this.terminal = terminal;
    Clock clock = new Clock.Real();
    controls = new PlaybackControls(clock, settings.pace(), settings.speed());
    controls.silentUntil(settings.from());
    this.highlighter = highlighter;
    colors = color ? AlternateScreen.colors(terminal) : 0;
    columns =
        new Columns(
            (nanos, text) -> write(text),
            clock,
            controls,
            true,
            AlternateScreen.size(terminal),
            highlighter,
            colors);
    screen = new AlternateScreen(terminal, this::last);
    resizing =
        terminal.handle(Signal.WINCH, signal -> columns.resize(AlternateScreen.size(terminal)));
    interrupting = terminal.handle(Signal.INT, signal -> press(Key.CTRL_C));
    keyboard = new Keyboard(terminal, this::press, controls::leave);
  }

  /**
   * Shows the roles in panes of their own; to be called before anything is shown.
   *
   * @param pane the tmux pane of the terminal: {@code %0}
   * @throws IOException if tmux cannot create panes
   */
  public void useTmux(String pane, Kernel kernel) throws IOException {
    elsewhere = new RolePanes(pane, kernel, colors, highlighter);
    columns.rolesIn(elsewhere);
  }

  /** Whether the terminal can show columns. */
  public static boolean isPossible(Terminal terminal) {
    return AlternateScreen.isPossible(terminal);
  }

  /**
   * A view without a terminal, for a recording: it does not wait, and the same scenario gives the
   * same text at the same times.
   */
  public static ScenarioView recorded(
      Sink sink,
      StageSettings.Screen screen,
      double speed,
      Function<String, AttributedString> highlighter) {
    return recorded(sink, screen, speed, highlighter, 0);
  }

  /** The same with at least this time, in nanoseconds, between two pictures of typing. */
  static ScenarioView recorded(
      Sink sink,
      StageSettings.Screen screen,
      double speed,
      Function<String, AttributedString> highlighter,
      long frame) {
    Clock clock = new Clock.Virtual();
    sink.text(0, BEGIN);
    Columns columns =
        new Columns(
            sink,
            clock,
            new PlaybackControls(clock, StageSettings.Pace.PLAY, speed),
            false,
            new Size(screen.columns(), screen.rows()),
            highlighter,
            COLORS);
    columns.typesInFrames(frame);
    return columns;
  }

  /** The view that receives the scenario. */
  public ScenarioView show() {
    return columns;
  }

  private void press(Key key) {
    interrupts = key == Key.CTRL_C ? interrupts + 1 : 0;
    if (interrupts >= IMPATIENT) {
      Runtime.getRuntime().exit(INTERRUPTED);
    }
    controls.press(key);
  }

  private void write(String text) {
    screen.write(text);
  }

  /** A thread that is still reading keys would change the terminal's settings again. */
  private void last() {
    if (keyboard != null) {
      keyboard.close();
    }
    elsewhere.close();
  }

  @Override
  public void close() {
    columns.close();
    keyboard.close();
    terminal.handle(Signal.WINCH, resizing);
    terminal.handle(Signal.INT, interrupting);
    elsewhere.close();
    screen.close();
  }
}

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
 * A terminal on which a scenario is shown: another screen with columns for the roles, and keys for
 * the audience. Whatever happens, {@link #close} or at the latest the end of the program gives the
 * terminal back as it was.
 */
public final class Stage implements AutoCloseable {
  /** A recording begins with an empty screen and shows no lines wrapped. */
  private static final String BEGIN = "\u001b[?7l";

  private static final int COLORS = 256;

  /** So many times Ctrl-C when nobody hears it any more. */
  private static final int IMPATIENT = 3;

  private static final int INTERRUPTED = 130;

  private final Terminal terminal;
  private final SignalHandler resizing;
  private final SignalHandler interrupting;
  private final PlaybackControls controls;
  private final Columns columns;
  private final Keyboard keyboard;
  private final AlternateScreen curtain;
  private final Function<String, AttributedString> highlighter;
  private final int colors;
  private RoleDisplay elsewhere = lane -> null;
  private int interrupts;

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
    curtain = new AlternateScreen(terminal, this::last);
    resizing =
        terminal.handle(Signal.WINCH, signal -> columns.resize(AlternateScreen.size(terminal)));
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
    elsewhere = new RolePanes(pane, kernel, colors, highlighter);
    columns.rolesIn(elsewhere);
  }

  /** Whether columns can be shown there. */
  public static boolean isPossible(Terminal terminal) {
    return AlternateScreen.isPossible(terminal);
  }

  /**
   * A show that nobody sees, for a recording: no time passes, and the same scenario gives the same
   * text at the same times.
   */
  public static ScenarioView recorded(
      Sink sink,
      StageSettings.Screen screen,
      double speed,
      Function<String, AttributedString> highlighter) {
    Clock clock = new Clock.Virtual();
    sink.text(0, BEGIN);
    return new Columns(
        sink,
        clock,
        new PlaybackControls(clock, StageSettings.Pace.PLAY, speed),
        false,
        new Size(screen.columns(), screen.rows()),
        highlighter,
        COLORS);
  }

  /** What the scenario is told to. */
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
    curtain.write(text);
  }

  /** Who still reads keys would set the terminal for itself again. */
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
    curtain.close();
  }
}

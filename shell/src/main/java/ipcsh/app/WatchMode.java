package ipcsh.app;

import ipcsh.command.WatchedView;
import ipcsh.handle.UsageException;
import ipcsh.repl.Terminals;
import ipcsh.stage.WatchScreen;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jline.terminal.Terminal;

/** Wires the screen of {@code watch} and {@code ipcsh watch}. */
final class WatchMode {
  private WatchMode() {}

  /** Shows a view on the terminal of standard input and output. */
  static void show(Options options, WatchedView watching) {
    boolean color = options.wantsColor();
    try (Terminal terminal = Terminals.system(System.getenv(), recorder -> {})) {
      on(terminal, color, watching);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Shows a view on a terminal. */
  static void on(Terminal terminal, boolean color, WatchedView watching) {
    if (!WatchScreen.isPossible(terminal)) {
      throw new UsageException(
          "watch requires a terminal with cursor addressing, TERM is '"
              + System.getenv().getOrDefault("TERM", "")
              + "'; draw gives one picture",
          "draw");
    }
    WatchScreen.show(terminal, color, watching);
  }
}

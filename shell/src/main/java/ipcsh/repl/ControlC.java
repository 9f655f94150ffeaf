package ipcsh.repl;

import java.util.List;
import org.jline.utils.Signals;

/** Ctrl-C where no prompt reads: the signal SIGINT of this process. */
public final class ControlC {
  private ControlC() {}

  /** Does this at each SIGINT from now on, on a thread of its own. */
  public static void run(Runnable action) {
    Signals.register("INT", action);
  }

  /** The same at SIGABRT. */
  public static void orAborted(Runnable action) {
    Signals.register("ABRT", action);
  }

  /** The same at each of the signals that ask a program to end. */
  public static void orAnyEnd(Runnable action) {
    for (String signal : List.of("INT", "TERM", "HUP")) {
      Signals.register(signal, action);
    }
  }
}

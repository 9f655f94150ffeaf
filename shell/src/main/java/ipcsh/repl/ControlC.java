package ipcsh.repl;

import java.util.List;
import org.jline.utils.Signals;

/** Ctrl-C while no prompt is reading: handles signals of this process. */
public final class ControlC {
  private ControlC() {}

  /** Runs an action at each SIGINT, on a separate thread. */
  public static void run(Runnable action) {
    Signals.register("INT", action);
  }

  /** The same for SIGABRT. */
  public static void orAborted(Runnable action) {
    Signals.register("ABRT", action);
  }

  /** The same for each signal that requests termination. */
  public static void orAnyEnd(Runnable action) {
    for (String signal : List.of("INT", "TERM", "HUP")) {
      Signals.register(signal, action);
    }
  }
}

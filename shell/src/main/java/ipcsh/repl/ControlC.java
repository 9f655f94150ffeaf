package ipcsh.repl;

import org.jline.utils.Signals;

/** Ctrl-C where no prompt reads: the signal SIGINT of this process. */
public final class ControlC {
  private ControlC() {}

  /** Does this at each SIGINT from now on, on a thread of its own. */
  public static void run(Runnable action) {
    Signals.register("INT", action);
  }
}

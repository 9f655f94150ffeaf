package ipcsh.language;

import ipcsh.sys.invoke.SignalTable;

/**
 * Ctrl-C while the language runs (and no call blocks): loops and blocks look here, and end. An
 * Error, so that a script's {@code catch (Exception e)} does not swallow it.
 */
public final class Interruption extends Error {
  private static final long serialVersionUID = 1;

  private Interruption() {
    super("interrupted");
  }

  /** Ends the evaluation if somebody has asked for it. */
  public static void check() {
    SignalTable.check();
    if (Thread.currentThread().isInterrupted()) {
      Thread.interrupted();
      throw new Interruption();
    }
  }
}

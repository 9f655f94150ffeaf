package ipcsh.language;

import ipcsh.sys.invoke.SignalTable;

/**
 * Thrown for Ctrl-C while no call is blocked: loops and blocks check for it, and end. An Error, so
 * that a script's {@code catch (Exception e)} does not catch it.
 */
public final class Interruption extends Error {
  private static final long serialVersionUID = 1;

  private Interruption() {
    super("interrupted");
  }

  /** Ends the evaluation if an interrupt was requested. */
  public static void check() {
    SignalTable.check();
    if (Thread.currentThread().isInterrupted()) {
      Thread.interrupted();
      throw new Interruption();
    }
  }
}

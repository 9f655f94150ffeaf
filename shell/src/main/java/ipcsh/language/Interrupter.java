package ipcsh.language;

import ipcsh.sys.BlockedCall;
import ipcsh.sys.Kernel;

/**
 * Ctrl-C for the thread that evaluates: a call that blocks fails with EINTR, and where nothing
 * blocks the next loop or block of the language ends.
 */
public final class Interrupter {
  private final Kernel kernel;
  private final Thread evaluator;
  private volatile boolean used;

  /** Interrupts what {@code evaluator} does. */
  public Interrupter(Kernel kernel, Thread evaluator) {
    this.kernel = kernel;
    this.evaluator = evaluator;
  }

  /**
   * Interrupts now; a second time before {@link #reset} ends also a loop that goes on after EINTR.
   */
  public void interrupt() {
    BlockedCall call = kernel.callOf(evaluator);
    boolean again = used;
    used = true;
    boolean blocked = call != null && call.interrupt(BlockedCall.Cause.USER);
    if (!blocked || again) {
      evaluator.interrupt();
    }
  }

  /** Whether it was used since the last reset. */
  public boolean wasUsed() {
    return used;
  }

  /**
   * Begins a new evaluation: forgets what was interrupted before. To be called by the evaluator.
   */
  public void reset() {
    used = false;
    Thread.interrupted();
  }
}

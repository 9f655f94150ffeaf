package ipcsh.language;

import ipcsh.sys.BlockedCall;
import ipcsh.sys.Kernel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ctrl-C for the thread that evaluates: a call that blocks fails with EINTR, and where nothing
 * blocks the next loop or block of the language ends.
 */
public final class Interrupter {
  /** How long the evaluator may be on its way into a call, in nanoseconds. */
  private static final long LATE = TimeUnit.MILLISECONDS.toNanos(500);

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
    if (!blocked) {
      interruptLate();
    }
  }

  /** Interrupts also a call that is entered before the language looks: it does not look itself. */
  private void interruptLate() {
    long start = System.nanoTime();
    while (evaluator.isInterrupted() && System.nanoTime() - start < LATE) {
      BlockedCall call = kernel.callOf(evaluator);
      if (call != null && call.interrupt(BlockedCall.Cause.USER)) {
        return;
      }
      LockSupport.parkNanos(LATE / 1000);
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

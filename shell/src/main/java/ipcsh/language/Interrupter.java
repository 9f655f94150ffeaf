package ipcsh.language;

import ipcsh.sys.BlockedCall;
import ipcsh.sys.Kernel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Ctrl-C for the thread that evaluates: a call that blocks fails with EINTR, and where nothing
 * blocks the next loop or block of the language ends.
 */
public final class Interrupter {
  /** How long the evaluator may be on its way into a call, in nanoseconds. */
  private static final long LATE = TimeUnit.MILLISECONDS.toNanos(500);

  /** Who is in one call for so long waits, in nanoseconds. */
  private static final long WAITING = TimeUnit.MILLISECONDS.toNanos(100);

  private final Kernel kernel;
  private final Thread evaluator;
  private volatile boolean used;
  private volatile Consumer<String> whenOutlived;

  /** Counts evaluations, so that nothing is said of one that is over. */
  private volatile int evaluation;

  /** Interrupts what {@code evaluator} does. */
  public Interrupter(Kernel kernel, Thread evaluator) {
    this.kernel = kernel;
    this.evaluator = evaluator;
  }

  /**
   * Is told, on a thread of its own, where after the first interruption the text calls again and
   * waits: a loop that takes EINTR for a reason to try once more.
   */
  public void whenOutlived(Consumer<String> action) {
    whenOutlived = action;
  }

  /**
   * Interrupts now; a second time before {@link #reset} ends also a loop that goes on after EINTR.
   */
  public void interrupt() {
    BlockedCall call = kernel.callOf(evaluator);
    boolean again = used;
    used = true;
    if (again) {
      // before the call comes back, so that the loop sees it before it calls once more
      evaluator.interrupt();
    }
    boolean blocked = call != null && call.interrupt(BlockedCall.Cause.USER);
    if (!blocked) {
      evaluator.interrupt();
    }
    if (!blocked || again) {
      interruptLate();
    } else if (!again && whenOutlived != null) {
      int now = evaluation;
      Thread watch = new Thread(() -> watch(call, now), "interrupted");
      watch.setDaemon(true);
      watch.start();
    }
  }

  /** Looks for a while whether the thread waits again, and long enough to be called waiting. */
  private void watch(BlockedCall call, int begun) {
    long start = System.nanoTime();
    long since = start;
    long seen = 0;
    for (long now = start; evaluation == begun && now - start < LATE; now = System.nanoTime()) {
      long sequence = call.sequence();
      boolean waits = (sequence & 1) == 1;
      if (!waits || sequence != seen) {
        seen = sequence;
        since = now;
      } else if (now - since > WAITING) {
        whenOutlived.accept(
            "it goes on, in " + call.description() + ": a second Ctrl-C leaves the loop");
        return;
      }
      LockSupport.parkNanos(WAITING / 50);
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
    evaluation++;
    Thread.interrupted();
  }
}

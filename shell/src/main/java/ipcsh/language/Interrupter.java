package ipcsh.language;

import ipcsh.sys.Kernel;
import ipcsh.sys.invoke.BlockedCall;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Ctrl-C for the evaluating thread: a blocking call fails with EINTR; if no call is blocked, the
 * next loop or block of the language is ended.
 */
public final class Interrupter {
  /**
   * How long the thread is observed to see whether it blocks again in a call of the script, in
   * nanoseconds.
   */
  private static final long LATE = TimeUnit.SECONDS.toNanos(5);

  /** The same for a call of the shell itself, after which it has probably ended. */
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(500);

  /** A thread that is in one call for this time is considered blocked, in nanoseconds. */
  private static final long WAITING = TimeUnit.MILLISECONDS.toNanos(100);

  private final Kernel kernel;
  private final Thread evaluator;
  private volatile boolean used;
  private volatile Consumer<String> whenOutlived;

  /** Counts evaluations, so that nothing is reported for one that has ended. */
  private volatile int evaluation;

  /** Interrupts the thread {@code evaluator}. */
  public Interrupter(Kernel kernel, Thread evaluator) {
    this.kernel = kernel;
    this.evaluator = evaluator;
    kernel.evaluatedBy(evaluator);
  }

  /**
   * Sets a listener that is called, on a separate thread, if the script makes another blocking call
   * after the first interrupt: a loop that retries after EINTR.
   */
  public void whenOutlived(Consumer<String> action) {
    whenOutlived = action;
  }

  /**
   * Interrupts; a second interrupt before {@link #reset} also ends a loop that continues after
   * EINTR.
   */
  public void interrupt() {
    BlockedCall call = kernel.callOf(evaluator);
    boolean again = used;
    used = true;
    if (again) {
      // before the call returns, so that the loop sees it before it makes the next call
      evaluator.interrupt();
    }
    boolean blocked = call != null && call.interrupt(BlockedCall.Cause.USER);
    if (!blocked && !again) {
      evaluator.interrupt();
    }
    if (call != null && (again || !blocked)) {
      // a call that was entered just now counts as one that was blocked
      blocked = call.interruptNext(again ? BlockedCall.Next.ALL : BlockedCall.Next.ONE) && !again;
    }
    if (blocked && whenOutlived != null) {
      int now = evaluation;
      Thread watch = new Thread(() -> watch(call, now), "interrupted");
      watch.setDaemon(true);
      watch.start();
    }
  }

  /** Observes for a while whether the thread blocks again, for long enough. */
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
        String where = call.description();
        if (where != null || now - start < SOON) {
          whenOutlived.accept(
              "still running"
                  + (where == null ? "" : ", in " + where)
                  + ": a second Ctrl-C ends the loop");
          return;
        }
      }
      LockSupport.parkNanos(WAITING / 50);
    }
  }

  /** Whether it was used since the last reset. */
  public boolean wasUsed() {
    return used;
  }

  /**
   * Begins a new evaluation: forgets previous interrupts. To be called by the evaluating thread.
   */
  public void reset() {
    used = false;
    over();
  }

  /** Ends an evaluation: a late interrupt must not affect anything else. */
  public void over() {
    evaluation++;
    Thread.interrupted();
    BlockedCall call = kernel.callOf(evaluator);
    if (call != null) {
      call.forgetNext();
    }
  }

  /** The number of the current evaluation. */
  public int evaluation() {
    return evaluation;
  }
}

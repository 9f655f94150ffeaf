package ipcsh.language;

import ipcsh.sys.Kernel;
import ipcsh.sys.invoke.BlockedCall;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Ctrl-C for the thread that evaluates: a call that blocks fails with EINTR, and where nothing
 * blocks the next loop or block of the language ends.
 */
public final class Interrupter {
  /** So long it is looked whether the text waits again in a call of its own, in nanoseconds. */
  private static final long LATE = TimeUnit.SECONDS.toNanos(5);

  /** The same in a call of the shell's, where it is more likely that it has ended. */
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(500);

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
    kernel.evaluatedBy(evaluator);
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
    if (!blocked && !again) {
      evaluator.interrupt();
    }
    if (call != null && (again || !blocked)) {
      // one that was entered just now is as good as one that was found
      blocked = call.interruptNext(again ? BlockedCall.Next.ALL : BlockedCall.Next.ONE) && !again;
    }
    if (blocked && whenOutlived != null) {
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
   * Begins a new evaluation: forgets what was interrupted before. To be called by the evaluator.
   */
  public void reset() {
    used = false;
    over();
  }

  /** Ends an evaluation: an interruption that came too late is for nobody else. */
  public void over() {
    evaluation++;
    Thread.interrupted();
    BlockedCall call = kernel.callOf(evaluator);
    if (call != null) {
      call.forgetNext();
    }
  }

  /** Which evaluation this is: another number, another one. */
  public int evaluation() {
    return evaluation;
  }
}

package ipcsh.language;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Ctrl-C pressed again by who sits here, because the first one did not help: the text catches
 * whatever is thrown, or it is where neither Java nor the C library looks. The first two interrupt;
 * where that has not ended it soon, it is said what the third one does, and that does it.
 */
public final class RepeatedInterrupt {
  private static final int THIRD = 3;

  /** So long what was interrupted a second time has to end. */
  private static final long SOON = TimeUnit.MILLISECONDS.toNanos(500);

  private final Runnable interrupt;
  private final IntSupplier evaluation;
  private final Supplier<String> warning;
  private final Consumer<String> say;
  private final Runnable lastResort;
  private int begun;
  private int pressed;
  private boolean warned;

  /**
   * Nothing is pressed yet.
   *
   * @param interrupt what the first ones do
   * @param evaluation which one runs: another number, another one, which is interrupted anew
   * @param warning says what the third one does
   * @param say is given that, on a thread of its own
   * @param lastResort what the third one does
   */
  public RepeatedInterrupt(
      Runnable interrupt,
      IntSupplier evaluation,
      Supplier<String> warning,
      Consumer<String> say,
      Runnable lastResort) {
    this.interrupt = interrupt;
    this.evaluation = evaluation;
    this.warning = warning;
    this.say = say;
    this.lastResort = lastResort;
  }

  /** What a third Ctrl-C does at a shell, to somebody who sees what that is doing now. */
  public static String warning(String doing) {
    String where = doing.equals(Evaluator.RUNNING) ? "" : ", in " + doing;
    return "still running" + where + ": a third Ctrl-C ends this shell, its children and roles";
  }

  /** Ctrl-C. */
  public void press() {
    int now = evaluation.getAsInt();
    int times;
    boolean last;
    synchronized (this) {
      if (now != begun) {
        begun = now;
        pressed = 0;
        warned = false;
      }
      times = ++pressed;
      last = warned;
    }
    if (last) {
      lastResort.run();
      return;
    }
    if (times == THIRD - 1) {
      Thread watch = new Thread(() -> watch(now), "insistence");
      watch.setDaemon(true);
      watch.start();
    }
    interrupt.run();
  }

  private void watch(int interrupted) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < SOON) {
      if (evaluation.getAsInt() != interrupted) {
        return;
      }
      LockSupport.parkNanos(SOON / 100);
    }
    boolean last;
    synchronized (this) {
      if (begun != interrupted) {
        return;
      }
      warned = true;
      // it came before it could be said
      last = pressed >= THIRD;
    }
    if (last) {
      lastResort.run();
    } else {
      say.accept(warning.get());
    }
  }
}

package ipcsh.language;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Repeated Ctrl-C, for code that the first one does not stop: because the script catches every
 * exception, or it runs where neither Java nor the C library checks for interrupts. The first two
 * interrupt; if the evaluation does not end soon after, a line says what the third one does, and
 * the third one does that.
 */
public final class RepeatedInterrupt {
  private static final int THIRD = 3;

  /** How long an evaluation may take to end after the second interrupt. */
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
   * No interrupt yet.
   *
   * @param interrupt called for the first two
   * @param evaluation the number of the current evaluation; the count starts again for another one
   * @param warning returns the description of what the third one does
   * @param say prints it, on a separate thread
   * @param lastResort called for the third one
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

  /**
   * The warning for a shell: what a third Ctrl-C does.
   *
   * @param doing what the shell is doing
   */
  public static String warning(String doing) {
    String where = doing.equals(Evaluator.RUNNING) ? "" : ", in " + doing;
    return "still running" + where + ": a third Ctrl-C ends this shell, its children and roles";
  }

  /** Handles one Ctrl-C. */
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
      // the third one was pressed before the warning was printed
      last = pressed >= THIRD;
    }
    if (last) {
      lastResort.run();
    } else {
      say.accept(warning.get());
    }
  }
}

package ipcsh.scenario;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Notices that a shell on another machine is not heard any more: neither its end nor that of the
 * connection need be reported, if a cable was cut. A shell that was only stopped (Ctrl-Z) is not
 * heard either, but the connection is alive then, since ssh(1) keeps it so.
 */
final class LinkWatch {
  /** A shell tells every few seconds that it is there; longer than a machine is busy. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private static final long PAUSE = 1000;

  /** The pause while it is not heard: each look at the connection lists all of the machine. */
  private static final long LONG_PAUSE = 10_000;

  private final LongSupplier heard;
  private final BooleanSupplier isAlive;
  private final Runnable whenSilent;
  private boolean begun;

  /**
   * Not watching yet.
   *
   * @param heard when something has arrived last, as {@link System#nanoTime}
   * @param isAlive whether the connection is known to be alive
   */
  LinkWatch(LongSupplier heard, BooleanSupplier isAlive, Runnable whenSilent) {
    this.heard = heard;
    this.isAlive = isAlive;
    this.whenSilent = whenSilent;
  }

  /** Watches from now on, since that shell has announced that it will be heard. */
  synchronized void begin() {
    if (!begun) {
      begun = true;
      Thread watch = new Thread(this::watch, "link watch");
      watch.setDaemon(true);
      watch.start();
    }
  }

  private void watch() {
    try {
      while (!isSilent() || isAlive.getAsBoolean()) {
        Thread.sleep(isSilent() ? LONG_PAUSE : PAUSE);
      }
      whenSilent.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isSilent() {
    return System.nanoTime() - heard.getAsLong() >= PATIENCE;
  }
}

package ipcsh.scenario;

import java.util.concurrent.TimeUnit;

/**
 * Notices that a shell on another machine is not heard any more: neither its end nor that of the
 * connection need be reported, if a cable was cut.
 */
final class LinkWatch {
  /** A shell tells every few seconds that it is there; longer than a machine is busy. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

  private static final long PAUSE = 1000;

  private final Runnable whenSilent;
  private volatile long heard = System.nanoTime();
  private boolean begun;

  /** Not watching yet. */
  LinkWatch(Runnable whenSilent) {
    this.whenSilent = whenSilent;
  }

  /** A message has arrived. */
  void heard() {
    heard = System.nanoTime();
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
      while (System.nanoTime() - heard < PATIENCE) {
        Thread.sleep(PAUSE);
      }
      whenSilent.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

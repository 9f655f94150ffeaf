package ipcsh.stage;

import java.util.concurrent.TimeUnit;

/** The audience's time, in nanoseconds since the show began. */
interface Clock {
  /** How late it is. */
  long now();

  /**
   * Lets time pass, at most this much; less where somebody notifies the monitor, which the caller
   * holds.
   */
  void pass(Object monitor, long nanos) throws InterruptedException;

  /** Waits for a key without a bound: until somebody notifies the monitor. */
  void idle(Object monitor) throws InterruptedException;

  /** A person's time. */
  final class Real implements Clock {
    private final long start = System.nanoTime();

    @Override
    public long now() {
      return System.nanoTime() - start;
    }

    @Override
    public void pass(Object monitor, long nanos) throws InterruptedException {
      if (nanos > 0) {
        TimeUnit.NANOSECONDS.timedWait(monitor, nanos);
      }
    }

    @Override
    public void idle(Object monitor) throws InterruptedException {
      monitor.wait();
    }
  }

  /** A recording's time: passes at once, and only when it is let. */
  final class Virtual implements Clock {
    private long now;

    @Override
    public long now() {
      return now;
    }

    @Override
    public void pass(Object monitor, long nanos) {
      now += Math.max(0, nanos);
    }

    @Override
    public void idle(Object monitor) {
      throw new IllegalStateException("there is no keyboard input");
    }
  }
}

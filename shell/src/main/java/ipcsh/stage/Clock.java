package ipcsh.stage;

import java.util.concurrent.TimeUnit;

/** The time of a presentation, in nanoseconds since its start. */
interface Clock {
  /** The current time. */
  long now();

  /** Waits at most this long; less if the monitor, which the caller holds, is notified. */
  void pass(Object monitor, long nanos) throws InterruptedException;

  /** Waits for a key without a timeout: until the monitor is notified. */
  void idle(Object monitor) throws InterruptedException;

  /** Real time. */
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

  /** The time of a recording: no actual waiting; it advances only by {@link #pass}. */
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

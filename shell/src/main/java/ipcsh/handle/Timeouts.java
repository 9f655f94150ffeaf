package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.invoke.BlockedCall;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Limits the time of calls: when it is up, the call that the thread is in (or enters before the
 * work is done) is interrupted and fails with ETIMEDOUT.
 */
public final class Timeouts {
  /** The one thread that watches the clock, made when the first limit is set. */
  private static final class Clock {
    static final ScheduledExecutorService WATCH =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread thread = new Thread(work, "timeouts");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static final class Limit implements Runnable {
    private final BlockedCall call;
    private boolean over;

    Limit(BlockedCall call) {
      this.call = call;
    }

    @Override
    public void run() {
      while (!isDone()) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
      }
    }

    /** Under the lock, so that no call after the work is interrupted in place of one of it. */
    private synchronized boolean isDone() {
      return over || call.interrupt(BlockedCall.Cause.TIMEOUT);
    }

    synchronized void end() {
      over = true;
    }
  }

  private Timeouts() {}

  /** A plain number of seconds as a time. */
  static Duration seconds(Number number) {
    double nanos = number.doubleValue() * 1e9;
    return Duration.ofNanos(nanos > 0 ? (long) Math.min(nanos, Long.MAX_VALUE / 4) : 0);
  }

  /** Does the work, whose kernel calls are over when the time is. */
  public static <T> T within(Kernel kernel, Duration time, Supplier<T> work) {
    kernel.quiet();
    Limit limit = new Limit(kernel.callOf(Thread.currentThread()));
    Future<?> clock = Clock.WATCH.schedule(limit, time.toNanos(), TimeUnit.NANOSECONDS);
    try {
      return work.get();
    } finally {
      limit.end();
      clock.cancel(false);
    }
  }
}

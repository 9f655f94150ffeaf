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
 * Timeouts for calls: when the time expires, the call in which the thread is blocked (or the next
 * one before the work is done) is interrupted and fails with ETIMEDOUT.
 */
public final class Timeouts {
  /**
   * The thread that watches the clock; {@code why} sees by its call whether a time is running in
   * another shell. Created when the first timeout is set.
   */
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

    /** Holds the lock, so that no call after the work is interrupted instead. */
    private synchronized boolean isDone() {
      return over || call.interrupt(BlockedCall.Cause.TIMEOUT);
    }

    synchronized void end() {
      over = true;
    }
  }

  private Timeouts() {}

  /** A number of seconds as a duration. */
  static Duration seconds(Number number) {
    double nanos = number.doubleValue() * 1e9;
    return Duration.ofNanos(nanos > 0 ? (long) Math.min(nanos, Long.MAX_VALUE / 4) : 0);
  }

  /** Does the work; its system calls are interrupted when the time expires. */
  public static <T> T within(Kernel kernel, Duration time, Supplier<T> work) {
    kernel.quiet();
    BlockedCall call = kernel.callOf(Thread.currentThread());
    Limit limit = new Limit(call);
    Future<?> clock = Clock.WATCH.schedule(limit, time.toNanos(), TimeUnit.NANOSECONDS);
    call.limited(true);
    try {
      return work.get();
    } finally {
      call.limited(false);
      limit.end();
      clock.cancel(false);
    }
  }
}

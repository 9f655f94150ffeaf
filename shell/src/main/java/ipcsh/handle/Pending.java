package ipcsh.handle;

import ipcsh.sys.BlockedCall;
import ipcsh.sys.Errno;
import ipcsh.sys.Kernel;
import ipcsh.sys.SysException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Something that runs in the background of this shell, on a thread of its own or on a role's:
 * whether it is done, its result, and the means to stop it. Prints where it is: {@code bg 1 blocked
 * in recvfrom(3, ...) for 2 s}.
 */
public final class Pending {
  private final String name;
  private final Kernel kernel;
  private final Callable<?> work;
  private final Instant since = Instant.now();
  private final CountDownLatch finished = new CountDownLatch(1);
  private Object result;
  private Throwable failure;
  private volatile Thread thread;
  private volatile boolean collected;
  private boolean cancelled;

  /** Work that begins when somebody calls {@link #run}. */
  Pending(String name, Kernel kernel, Callable<?> work) {
    this.name = name;
    this.kernel = kernel;
    this.work = work;
  }

  /** Does the work on this thread; once. {@code atEnd} is done before anybody sees it as done. */
  void run(Runnable atEnd) {
    try {
      synchronized (this) {
        if (cancelled) {
          throw new SysException(Errno.EINTR, name);
        }
        thread = Thread.currentThread();
      }
      result = work.call();
    } catch (Throwable e) {
      failure = e;
    } finally {
      synchronized (this) {
        thread = null;
        // a cancellation that came too late is for nobody else
        Thread.interrupted();
      }
      atEnd.run();
      finished.countDown();
    }
  }

  /** Its name, {@code bg 1}. */
  public String getName() {
    return name;
  }

  /** When it was started. */
  public Instant getSince() {
    return since;
  }

  /** Whether it has ended, well or badly. */
  public boolean isDone() {
    return finished.getCount() == 0;
  }

  /** The call that it is blocked in, {@code recvfrom(3, ...)}, or null. */
  public String getCall() {
    Thread running = thread;
    BlockedCall call = running == null ? null : kernel.callOf(running);
    return call == null ? null : call.description();
  }

  /** Why it failed, or null. */
  public Throwable getFailure() {
    return isDone() ? failure : null;
  }

  /** Whether somebody has taken its result. */
  boolean isCollected() {
    return collected;
  }

  /** Waits for the end and gives the result, or throws what the work threw. */
  public Object get() {
    return get(Duration.ofDays(36500));
  }

  /**
   * The same for at most so long.
   *
   * @throws SysException ETIMEDOUT when the time is up, EINTR when the wait was interrupted
   */
  public Object get(Duration time) {
    try {
      if (!finished.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new SysException(Errno.ETIMEDOUT, name + ".get()");
      }
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, name + ".get()");
    }
    return taken();
  }

  /** The same for at most so many seconds. */
  public Object get(Number seconds) {
    return get(Timeouts.seconds(seconds));
  }

  /** The same for work that belongs to whoever waits: who interrupts the wait interrupts it. */
  Object getOrCancel() {
    while (true) {
      try {
        finished.await();
        return taken();
      } catch (InterruptedException e) {
        cancel();
      }
    }
  }

  private Object taken() {
    collected = true;
    if (failure != null) {
      throw Pending.<RuntimeException>sneak(failure);
    }
    return result;
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T sneak(Throwable e) throws T {
    throw (T) e;
  }

  /**
   * Interrupts it: a blocked call fails with EINTR. What has not begun never begins.
   *
   * @return whether it was still running
   */
  public boolean cancel() {
    if (isDone()) {
      return false;
    }
    collected = true;
    BlockedCall call;
    synchronized (this) {
      cancelled = true;
      if (thread == null) {
        return true;
      }
      call = kernel.callOf(thread);
      if (call == null || call.description() == null) {
        thread.interrupt();
        return true;
      }
    }
    if (!call.interrupt(BlockedCall.Cause.USER)) {
      synchronized (this) {
        if (thread != null) {
          thread.interrupt();
        }
      }
    }
    return true;
  }

  @Override
  public String toString() {
    if (!isDone()) {
      String call = getCall();
      String where =
          call != null ? "blocked in " + call : thread == null ? "waits for its turn" : "running";
      return name + "  " + where + "  for " + Elapsed.since(since);
    }
    return name + "  " + (failure == null ? "done" : "failed: " + failure.getMessage());
  }
}

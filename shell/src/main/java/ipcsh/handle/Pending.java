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
 * Something that runs in the background of this shell: whether it is done, its result, and the
 * means to stop it. Prints where it is: {@code bg 1 blocked in recvfrom(3, ...) for 2 s}.
 */
public final class Pending {
  private final String name;
  private final Kernel kernel;
  private final Instant since = Instant.now();
  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread thread;
  private Object result;
  private Throwable failure;
  private volatile boolean collected;

  Pending(String name, Kernel kernel, Callable<?> work) {
    this.name = name;
    this.kernel = kernel;
    this.thread = new Thread(() -> run(work), name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run(Callable<?> work) {
    try {
      result = work.call();
    } catch (Throwable e) {
      failure = e;
    } finally {
      kernel.leaveThread();
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
    BlockedCall call = isDone() ? null : kernel.callOf(thread);
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
   * Interrupts it: a blocked call fails with EINTR.
   *
   * @return whether it was still running
   */
  public boolean cancel() {
    boolean running = !isDone();
    if (running) {
      collected = true;
      BlockedCall call = kernel.callOf(thread);
      if (call == null || !call.interrupt(BlockedCall.Cause.USER)) {
        thread.interrupt();
      }
    }
    return running;
  }

  @Override
  public String toString() {
    if (!isDone()) {
      String call = getCall();
      String where = call == null ? "running" : "blocked in " + call;
      return name + "  " + where + "  for " + Elapsed.since(since);
    }
    return name + "  " + (failure == null ? "done" : "failed: " + failure.getMessage());
  }
}

package ipcsh.command;

import ipcsh.sys.Kernel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Exit handlers, run in reverse order of registration. They are run however this process ends,
 * except by SIGKILL, on a separate thread; failures are ignored, as with atexit(3). Blocks that
 * wait have a few seconds in total, and a signal that requests termination skips the block that is
 * waiting: the others must still run, and the shell must end.
 */
public final class ExitHandlers {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

  /** The minimum time of each handler, in nanoseconds; most do not wait at all. */
  private static final long A_MOMENT = TimeUnit.MILLISECONDS.toNanos(200);

  /** A block, or a clean-up of the shell itself, which is always run. */
  private record Work(Callable<?> block, boolean cleans) {}

  private final Deque<Work> blocks = new ArrayDeque<>();
  private final Kernel kernel;
  private boolean hooked;
  private final Consumer<Runnable> signals;
  private volatile CountDownLatch current;

  /**
   * No handlers; {@code signals} accepts an action to be run at each signal that requests
   * termination.
   */
  ExitHandlers(Kernel kernel, Consumer<Runnable> signals) {
    this.kernel = kernel;
    this.signals = signals;
  }

  /** Adds a block. */
  public void add(Callable<?> block) {
    add(new Work(block, false));
  }

  /** Adds a clean-up of the shell itself, which never blocks. */
  public void addCleaning(Callable<?> work) {
    add(new Work(work, true));
  }

  private synchronized void add(Work work) {
    if (!hooked) {
      Runtime.getRuntime().addShutdownHook(new Thread(this::runAll, "atexit"));
      hooked = true;
    }
    blocks.push(work);
  }

  /** The number of pending handlers. */
  public synchronized int size() {
    return blocks.size();
  }

  /** Runs all handlers, because the shell ends. */
  void runAll() {
    if (size() > 0) {
      signals.accept(this::leave);
      runDownTo(0);
    }
  }

  /** Runs handlers, the last one first, until this many are left. */
  public void runDownTo(int size) {
    long end = System.nanoTime() + PATIENCE;
    for (Work last = takeDownTo(size); last != null; last = takeDownTo(size)) {
      if (last.cleans) {
        run(last.block);
      } else {
        runUntil(end, last.block);
      }
    }
  }

  private void runUntil(long end, Callable<?> block) {
    CountDownLatch done = new CountDownLatch(1);
    current = done;
    Thread thread =
        new Thread(
            () -> {
              try {
                run(block);
              } finally {
                done.countDown();
                kernel.leaveThread();
              }
            },
            "atexit block");
    thread.setDaemon(true);
    thread.start();
    try {
      done.await(Math.max(A_MOMENT, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException stop) {
      // continue with the next one
    } finally {
      current = null;
    }
  }

  private static void run(Callable<?> block) {
    try {
      block.call();
    } catch (Throwable passedOver) {
      // the next handler must still run
    }
  }

  /** Stops waiting for the handler that is running. */
  private void leave() {
    CountDownLatch one = current;
    if (one != null) {
      one.countDown();
    }
  }

  private synchronized Work takeDownTo(int size) {
    return blocks.size() > size ? blocks.pop() : null;
  }
}

package ipcsh.language;

import ipcsh.sys.Kernel;
import ipcsh.sys.invoke.BlockedCall;
import ipcsh.sys.invoke.SignalTable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one long-lived native thread that evaluates everything of a session, whoever sends it: what
 * belongs to a kernel thread, such as the ownership of a mutex, so belongs to the session. Tasks
 * run one after the other in the order in which they came.
 */
public final class Evaluator {
  /** What one does who is in no call that blocks. */
  static final String RUNNING = "running";

  /** How often it is looked for signals while there is nothing to do, in milliseconds. */
  private static final int LOOK = 20;

  private final Kernel kernel;
  private final Thread thread = new Thread(this::work, "evaluator");
  private final Interrupter interrupter;
  private final BlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
  private volatile Task<?> current;
  private volatile Consumer<Throwable> whenFailed = failure -> {};

  /** Begins; the thread ends with the program. */
  public Evaluator(Kernel kernel) {
    this.kernel = kernel;
    interrupter = new Interrupter(kernel, thread);
    thread.setDaemon(true);
    thread.start();
  }

  /** Work of this thread: waiting for its turn, running, or done. */
  public final class Task<T> {
    private final Callable<T> work;
    private final Runnable whenWithdrawn;
    private final CountDownLatch done = new CountDownLatch(1);
    private T result;
    private Throwable failure;
    private volatile boolean withdrawn;

    private Task(Callable<T> work, Runnable whenWithdrawn) {
      this.work = work;
      this.whenWithdrawn = whenWithdrawn;
    }

    private void run() {
      try {
        result = work.call();
      } catch (Throwable e) {
        failure = e;
      }
    }

    /** Waits for so long; whether it is done. */
    public boolean await(long millis) {
      try {
        return done.await(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException forTheTask) {
        interrupt();
        return done.getCount() == 0;
      }
    }

    /** Waits for the end and gives the result, null where it was withdrawn. */
    public T get() throws Exception {
      while (!await(Long.MAX_VALUE)) {
        // somebody has interrupted it
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (Exception) failure;
      }
      return result;
    }

    /** Whether it waits for its turn. */
    public boolean isWaiting() {
      return current != this && done.getCount() > 0;
    }

    /** Whether it was withdrawn before its turn came. */
    public boolean isWithdrawn() {
      return withdrawn;
    }

    /** Ctrl-C for this task alone: one that waits for its turn never runs. */
    public void interrupt() {
      synchronized (interrupter) {
        if (current == this) {
          interrupter.interrupt();
          return;
        }
        if (withdrawn || done.getCount() == 0) {
          return;
        }
        withdrawn = true;
        done.countDown();
      }
      tasks.remove(this);
      whenWithdrawn.run();
    }
  }

  /** Has the work done when its turn comes. */
  public <T> Task<T> submit(Callable<T> work) {
    return submit(work, () -> {});
  }

  /** The same; {@code whenWithdrawn} is run where the work is interrupted before its turn. */
  public <T> Task<T> submit(Callable<T> work, Runnable whenWithdrawn) {
    Task<T> task = new Task<>(work, whenWithdrawn);
    tasks.add(task);
    return task;
  }

  /** See {@link Interrupter#whenOutlived}. */
  public void whenOutlived(Consumer<String> action) {
    interrupter.whenOutlived(action);
  }

  /** Which evaluation this is: another number, another one. */
  public int evaluation() {
    return interrupter.evaluation();
  }

  /** Whether the current task was interrupted. */
  public boolean wasInterrupted() {
    return interrupter.wasUsed();
  }

  /** What it does: the call that it is blocked in, {@code running} or {@code idle}. */
  public String doing() {
    return current == null ? "idle" : doing(kernel, thread);
  }

  /** What a thread does that evaluates: the call that it is blocked in, or {@code running}. */
  public static String doing(Kernel kernel, Thread evaluator) {
    BlockedCall call = kernel.callOf(evaluator);
    String blocked = call == null ? null : call.description();
    return blocked == null ? RUNNING : blocked;
  }

  private void work() {
    // from now on it can be seen where it is
    kernel.thread();
    while (true) {
      Task<?> task = next();
      synchronized (interrupter) {
        if (task.withdrawn) {
          continue;
        }
        interrupter.reset();
        current = task;
      }
      SignalTable.reassert();
      task.run();
      synchronized (interrupter) {
        current = null;
        interrupter.over();
      }
      task.done.countDown();
    }
  }

  /** Runs the blocks of signals that arrived while there was nothing else to do. */
  private Object handleSignals() {
    try {
      SignalTable.check();
    } catch (Throwable e) {
      whenFailed.accept(e);
    }
    return null;
  }

  /** Is told what a signal's block throws that runs between two tasks. */
  public void whenFailed(Consumer<Throwable> action) {
    whenFailed = action;
  }

  private Task<?> next() {
    while (true) {
      try {
        Task<?> task =
            SignalTable.isActive() ? tasks.poll(LOOK, TimeUnit.MILLISECONDS) : tasks.take();
        if (task != null) {
          return task;
        }
        if (SignalTable.isWaiting()) {
          submit(this::handleSignals);
        }
      } catch (InterruptedException ofATaskThatIsOver) {
        // the next one is not meant
      }
    }
  }
}

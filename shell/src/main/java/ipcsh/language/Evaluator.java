package ipcsh.language;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.invoke.BlockedCall;
import ipcsh.sys.invoke.SignalTable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The long-lived native thread that evaluates everything of a session, whichever client sends it:
 * so what belongs to a kernel thread, such as the ownership of a mutex, belongs to the session.
 * Tasks run one after the other in the order of arrival.
 */
public final class Evaluator {
  /** The state of a thread that is not in a blocking call. */
  static final String RUNNING = "running";

  /** How often it is looked for signals while there is nothing to do, in milliseconds. */
  private static final int LOOK = 20;

  private final Kernel kernel;
  private final Thread thread = new Thread(this::work, "evaluator");
  private final Interrupter interrupter;
  private final BlockingQueue<Task<?>> tasks = new LinkedBlockingQueue<>();
  private volatile Task<?> current;
  private volatile Consumer<Throwable> whenFailed = failure -> {};

  /** Starts the thread, which ends with the program. */
  public Evaluator(Kernel kernel) {
    this.kernel = kernel;
    interrupter = new Interrupter(kernel, thread);
    thread.setDaemon(true);
    thread.start();
    // a job may set a block while there is nothing else to do
    SignalTable.whenActive(() -> submit(() -> null));
  }

  /** A task of this thread: pending, running, or done. */
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

    /** Waits for at most this time; returns whether it is done. */
    public boolean await(long millis) {
      try {
        return done.await(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException forTheTask) {
        interrupt();
        return done.getCount() == 0;
      }
    }

    /** Waits for the end and returns the result, null if it was withdrawn. */
    public T get() throws Exception {
      while (!await(Long.MAX_VALUE)) {
        // it was interrupted
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure != null) {
        throw (Exception) failure;
      }
      return result;
    }

    /** Whether it is pending. */
    public boolean isWaiting() {
      return current != this && done.getCount() > 0;
    }

    /** Whether it was withdrawn before it ran. */
    public boolean isWithdrawn() {
      return withdrawn;
    }

    /** Ctrl-C for this task only: a pending one never runs. */
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

  /** Schedules the work. */
  public <T> Task<T> submit(Callable<T> work) {
    return submit(work, () -> {});
  }

  /** The same; {@code whenWithdrawn} is run if the work is interrupted before it runs. */
  public <T> Task<T> submit(Callable<T> work, Runnable whenWithdrawn) {
    Task<T> task = new Task<>(work, whenWithdrawn);
    tasks.add(task);
    return task;
  }

  /** See {@link Interrupter#whenOutlived}. */
  public void whenOutlived(Consumer<String> action) {
    interrupter.whenOutlived(action);
  }

  /** The number of the current evaluation. */
  public int evaluation() {
    return interrupter.evaluation();
  }

  /** Whether the current task was interrupted. */
  public boolean wasInterrupted() {
    return interrupter.wasUsed();
  }

  /** Its state: the call in which it is blocked, {@code running} or {@code idle}. */
  public String doing() {
    return current == null ? "idle" : doing(kernel, thread);
  }

  /** The state of an evaluating thread: the call in which it is blocked, or {@code running}. */
  public static String doing(Kernel kernel, Thread evaluator) {
    BlockedCall call = kernel.callOf(evaluator);
    String blocked = call == null ? null : call.description();
    return blocked == null ? RUNNING : blocked;
  }

  private void work() {
    // from now on its state can be queried
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

  /** Whether Ctrl-C while there is nothing to do runs a block of SIGINT. */
  public static boolean isControlCHandled() {
    SignalTable used = SignalTable.ifUsed();
    return used != null && used.handler(ProcessConstants.SIGINT) != null;
  }

  /** Ctrl-C while there was nothing to do: runs the block of SIGINT. */
  public static void handleControlC() {
    SignalTable.fromTerminal(ProcessConstants.SIGINT);
  }

  /** A line is being read: the terminal's library has installed its handlers of signals. */
  public static void reading() {
    SignalTable.reassertWhileReading();
  }

  /** Sets what receives an error in a signal's block that runs between two tasks. */
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
        // an interrupt must not affect the next task
      }
    }
  }
}

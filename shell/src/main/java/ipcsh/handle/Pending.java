package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.fork.DrivenProcess;
import ipcsh.sys.invoke.BlockedCall;
import ipcsh.sys.invoke.SignalTable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A background job of this shell, on a thread of its own or on a role's: a future with its result,
 * its state and a way to cancel it. Prints its state: {@code bg 1 blocked in recvfrom(3, ...) for 2
 * s}.
 */
@Term("background job")
public final class Pending {
  /** How often it is looked for signals, in nanoseconds. */
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(20);

  private final String name;
  private final Kernel kernel;
  private final Jobs jobs;
  private final long number;
  private final boolean unseen;
  private final Callable<?> work;
  private final DrivenProcess process;
  private final Instant since = Instant.now();
  private final CountDownLatch finished = new CountDownLatch(1);
  private Object result;
  private Throwable failure;
  private volatile Thread thread;
  private volatile boolean collected;
  private boolean begun;
  private volatile boolean next;

  /** Whether the work ended before it noticed an interrupt. */
  private boolean missed;

  /** Work that begins when {@link #run} is called. */
  Pending(String name, Jobs jobs, Callable<?> work) {
    this(name, jobs, jobs.kernel().shell(), work);
  }

  /** The same for work whose calls are made in a process. */
  Pending(String name, Jobs jobs, DrivenProcess process, Callable<?> work) {
    this.name = name;
    this.process = process;
    this.jobs = jobs;
    this.kernel = jobs.kernel();
    this.number = jobs.nextNumber();
    this.unseen = jobs.waits().isUnseen();
    this.work = work;
  }

  /** Does the work on this thread; once. {@code atEnd} is run before it is visible as done. */
  void run(Runnable atEnd) {
    if (begin()) {
      try {
        result = work.call();
      } catch (Throwable e) {
        failure = e;
      } finally {
        synchronized (this) {
          thread = null;
          // a late cancellation must not affect other work
          missed = Thread.interrupted();
          forgetNext();
        }
      }
    }
    atEnd.run();
    finished.countDown();
  }

  private void forgetNext() {
    BlockedCall call = kernel.callOf(Thread.currentThread());
    if (call != null) {
      call.forgetNext();
    }
  }

  private synchronized boolean begin() {
    if (isDone()) {
      return false;
    }
    begun = true;
    thread = Thread.currentThread();
    return true;
  }

  /** Its name, {@code bg 1}. */
  public String getName() {
    return name;
  }

  /** Its sequence number, in the order of start. */
  public long getNumber() {
    return number;
  }

  /** Whether it is hidden from an audience. */
  public boolean isUnseen() {
    return unseen;
  }

  /** The state of its thread. */
  public ThreadProbe look(UnsharedObserver unshared) throws InterruptedException {
    Thread running = thread;
    return running == null ? ThreadProbe.RUNNING : unshared.at(running, jobs.waits());
  }

  /** Whether it makes progress on its own: it is on a thread, or next on an idle one. */
  public boolean isRunning() {
    return !isDone() && (thread != null || next);
  }

  /** Records that it is next on its thread. */
  void isNext() {
    next = true;
  }

  /** When it was started. */
  public Instant getSince() {
    return since;
  }

  /** Whether its thread has not begun it yet. */
  public boolean isWaiting() {
    return !isDone() && thread == null;
  }

  /** Whether it has ended, with a result or a failure. */
  public boolean isDone() {
    return finished.getCount() == 0;
  }

  /** The call in which it is blocked, {@code recvfrom(3, ...)}, or null. */
  public String getCall() {
    Thread running = thread;
    BlockedCall call = running == null ? null : kernel.callOf(running);
    return call == null ? null : call.description();
  }

  /** Whether the call in which it is blocked ends after a time. */
  public boolean isLimited() {
    Thread running = thread;
    BlockedCall call = running == null ? null : kernel.callOf(running);
    return call != null && call.isLimited();
  }

  /** The ID of the thread on which it runs, 0 if it does not run. */
  public int getThreadNumber() {
    Thread running = thread;
    BlockedCall call = running == null ? null : kernel.callOf(running);
    return call == null ? 0 : call.thread();
  }

  /** Its failure, or null. */
  public Throwable getFailure() {
    return isDone() ? failure : null;
  }

  /** Whether its result has been taken. */
  public boolean isCollected() {
    return collected;
  }

  /** Waits for the end and returns the result, or throws the exception of the work. */
  public Object get() {
    return get(Long.MAX_VALUE);
  }

  /**
   * The same with a timeout.
   *
   * @throws SysException ETIMEDOUT if it expires, EINTR if the wait is interrupted
   */
  public Object get(Duration time) {
    return get(time.toNanos());
  }

  private Object get(long nanos) {
    jobs.waits().begin(this, nanos < Long.MAX_VALUE);
    try {
      if (!isFinishedWithin(nanos)) {
        throw new SysException(Errno.ETIMEDOUT, name + ".get()");
      }
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, name + ".get()");
    } finally {
      jobs.waits().end();
    }
    return taken();
  }

  /**
   * Waits; the blocks of signals that arrive meanwhile are run. The work that is waited for may be
   * the first to set one.
   */
  private boolean isFinishedWithin(long nanos) throws InterruptedException {
    long start = System.nanoTime();
    while (true) {
      SignalTable.check();
      long left = nanos - (System.nanoTime() - start);
      if (finished.await(Math.min(left, LOOK), TimeUnit.NANOSECONDS) || left <= LOOK) {
        return isDone();
      }
    }
  }

  /** The same with a timeout in seconds. */
  public Object get(Number seconds) {
    return get(Timeouts.seconds(seconds));
  }

  /**
   * The same for work that belongs to the waiting thread: an interrupt of the wait interrupts the
   * work.
   */
  Object getOrCancel() {
    boolean unnoticed = false;
    jobs.waits().begin(this, false);
    while (true) {
      try {
        isFinishedWithin(Long.MAX_VALUE);
        break;
      } catch (InterruptedException e) {
        unnoticed = !interruptWork();
      }
    }
    jobs.waits().end();
    if ((unnoticed || missed) && failure == null) {
      // the work had ended already: the interrupt is for what follows
      Thread.currentThread().interrupt();
    }
    return taken();
  }

  private Object taken() {
    boolean again = collected;
    collected = true;
    if (failure != null) {
      throw Pending.<RuntimeException>uncheckedThrow(
          again ? failure : ErrorOfOtherThread.thrown(failure));
    }
    return result;
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T uncheckedThrow(Throwable e) throws T {
    throw (T) e;
  }

  /**
   * Interrupts it: a blocked call fails with EINTR. Work that has not begun never begins.
   *
   * @return whether it was still running
   */
  public boolean cancel() {
    if (isDone()) {
      return false;
    }
    collected = true;
    interruptWork();
    return true;
  }

  /**
   * Interrupts the work, or prevents it from beginning; false if it has ended. Holds the lock that
   * the thread needs to leave this work, so that the next work is not interrupted instead.
   */
  private synchronized boolean interruptWork() {
    if (!begun) {
      failure = new SysException(Errno.EINTR, name);
      finished.countDown();
      begun = true;
      return true;
    }
    if (thread == null) {
      return false;
    }
    BlockedCall call = kernel.callOf(thread);
    if (call == null || !call.interrupt(BlockedCall.Cause.USER)) {
      thread.interrupt();
      if (call != null) {
        call.interruptNext(BlockedCall.Next.ONE);
      }
    }
    return true;
  }

  @Override
  public String toString() {
    if (!isDone()) {
      String call = getCall();
      String where =
          call != null
              ? "blocked in " + jobs.named(call, process)
              : isRunning() ? "running" : "waits for its turn";
      return name + "  " + where + "  for " + ElapsedTime.since(since);
    }
    return name + "  " + (failure == null ? "done" : "failed: " + jobs.explained(failure));
  }
}

package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.CallNotMade;
import ipcsh.sys.fork.DrivenProcess;
import ipcsh.sys.invoke.BlockedCall;
import ipcsh.sys.invoke.SignalTable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A participant that runs blocks, one after another: a thread of this shell, a forked child,
 * another shell. {@code t { ... }} waits for the block's value, {@code t.start { ... }} returns a
 * {@link Pending}. The blocks of one role run on one native thread, created for the first of them,
 * so that what a thread owns (a locked mutex) is still its own in the next block.
 */
@Term("role")
public abstract class Role extends Handle {
  private final String name;
  private final Kernel kernel;
  private final Jobs jobs;
  private final RoleObserver observer;
  private final BlockingQueue<Pending> blocks = new LinkedBlockingQueue<>();
  private final AtomicInteger left = new AtomicInteger();

  /** The number of blocks that are not visible as done yet. */
  private final AtomicInteger ahead = new AtomicInteger();

  private volatile Pending current;
  private boolean over;

  /** The last of its blocks, which does nothing; null before it accepts no more. */
  private volatile Pending end;

  private Thread thread;
  private volatile int number;

  /** The signals that its thread began with as blocked: those of who made it. */
  private long mask;

  /** A role; its thread is created for its first block. */
  protected Role(String name, RoleServices services) {
    super(services.methods());
    this.name = name;
    this.kernel = services.kernel();
    this.jobs = services.jobs();
    this.observer = services.observer();
  }

  /** Its name, {@code t1}. */
  public String getName() {
    return name;
  }

  /** The kernel. */
  protected final Kernel kernel() {
    return kernel;
  }

  /** The observer of what it does. */
  protected final RoleObserver observer() {
    return observer;
  }

  /** The registry of waits outside of the kernel. */
  protected final InternalWaits waits() {
    return jobs.waits();
  }

  /**
   * Runs a block whose text is known as one entry, reported to the observer; other blocks
   * unreported.
   */
  protected final Object shown(Callable<?> block) throws Exception {
    if (!(block instanceof Block known)) {
      return called(block);
    }
    Block.Entry entry = known.whole();
    observer.begins(this, entry);
    try {
      Object value = called(block);
      observer.returned(this, entry, value);
      return value;
    } catch (Throwable e) {
      observer.failed(this, entry, e);
      throw e;
    }
  }

  /**
   * Converts a call that was not made into a failed one, for the thread that waits for the block.
   */
  private static Object called(Callable<?> block) throws Exception {
    try {
      return block.call();
    } catch (CallNotMade call) {
      throw call.failure();
    }
  }

  /**
   * How many calls have timed out in the process in which its blocks run; to be called on the
   * role's own thread.
   */
  public long expired() {
    BlockedCall call = kernel.callOf(Thread.currentThread());
    return call == null ? 0 : call.expired();
  }

  /** Its state, as seen by another thread. */
  public ThreadProbe look(UnsharedObserver unshared) throws InterruptedException {
    if (!isBusy()) {
      return ThreadProbe.IDLE;
    }
    Pending now = current;
    return now == null ? ThreadProbe.RUNNING : now.look(unshared);
  }

  /** Runs one block, on the role's thread. */
  protected abstract Object perform(Callable<?> block) throws Exception;

  /** The process in which its thread makes calls. */
  DrivenProcess process() {
    return kernel.shell();
  }

  /** The exception for a role that accepts no more blocks. */
  protected abstract RuntimeException refusal();

  /** Runs the block and returns its value; Ctrl-C interrupts the block. */
  public Object call(Callable<?> block) throws Exception {
    return isOnIt() ? perform(block) : enqueue(block).getOrCancel();
  }

  /** Whether the calling thread is the role's thread. */
  final synchronized boolean isOnIt() {
    return Thread.currentThread() == thread;
  }

  /** Starts the block, and does not wait. */
  public Pending start(Callable<?> block) {
    Pending pending = enqueue(block);
    jobs.add(pending);
    return pending;
  }

  private synchronized Pending enqueue(Callable<?> block) {
    if (over) {
      throw refusal();
    }
    Pending pending = new Pending(name, jobs, process(), () -> perform(block));
    if (thread == null) {
      thread = new Thread(this::work, name);
      thread.setDaemon(true);
      mask = SignalTable.inherited();
      thread.start();
    }
    left.incrementAndGet();
    if (ahead.getAndIncrement() == 0) {
      pending.isNext();
    }
    blocks.add(pending);
    return pending;
  }

  private void work() {
    number = kernel.thread();
    try {
      Pending next;
      do {
        next = next();
        current = next;
        next.run(ahead::decrementAndGet);
        current = null;
        left.decrementAndGet();
      } while (next != end);
    } finally {
      kernel.leaveThread();
    }
  }

  private Pending next() {
    while (true) {
      try {
        return blocks.take();
      } catch (InterruptedException ofABlockThatIsOver) {
        // an interrupt must not affect the next block
      }
    }
  }

  /** The signals that the thread began with as blocked, a bit each. */
  protected final long mask() {
    return mask;
  }

  /** The thread ID of its thread, 0 if it has never run. */
  public int number() {
    return number;
  }

  /** Whether it has blocks to run, even if its thread has not taken the first one yet. */
  public boolean isBusy() {
    return left.get() > 0;
  }

  /** The block that is running, or null. */
  public Pending getCurrent() {
    return current;
  }

  /** Accepts no more blocks; the thread ends after the pending ones. */
  protected final synchronized Thread finish() {
    if (!over) {
      over = true;
      if (thread != null) {
        left.incrementAndGet();
        ahead.incrementAndGet();
        end = new Pending(name, jobs, () -> null);
        blocks.add(end);
      }
    }
    return thread;
  }

  /** A description of what it is doing. */
  protected final String doing() {
    Pending now = current;
    return now == null ? "idle" : now.toString().substring(name.length()).strip();
  }
}

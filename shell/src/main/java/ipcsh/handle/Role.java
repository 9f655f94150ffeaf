package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.CallNotMade;
import ipcsh.sys.invoke.BlockedCall;
import ipcsh.sys.invoke.SignalTable;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A party that runs blocks, one after another: a thread of this shell, a forked child, another
 * shell. {@code t { ... }} waits for the block's value, {@code t.start { ... }} gives a {@link
 * Pending}. The blocks of one role run on one native thread, made for the first of them, so that
 * what a thread owns (a locked mutex) is still its own in the next block.
 */
public abstract class Role extends Handle {
  private final String name;
  private final Kernel kernel;
  private final Jobs jobs;
  private final RoleObserver observer;
  private final BlockingQueue<Pending> blocks = new LinkedBlockingQueue<>();
  private final AtomicInteger left = new AtomicInteger();

  /** Those that nobody sees as done yet. */
  private final AtomicInteger ahead = new AtomicInteger();

  private volatile Pending current;
  private volatile boolean over;
  private Thread thread;
  private volatile int number;

  /** The signals that its thread began with as blocked: those of who made it. */
  private long mask;

  /** A role; its thread is made for its first block. */
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

  /** Who sees what it does. */
  protected final RoleObserver observer() {
    return observer;
  }

  /** Where waits are noted. */
  protected final InternalWaits waits() {
    return jobs.waits();
  }

  /** Runs a block whose text is known as a whole, before the audience; others unseen. */
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

  /** To whoever waits for the block, a call that was not made is one that failed. */
  private static Object called(Callable<?> block) throws Exception {
    try {
      return block.call();
    } catch (CallNotMade call) {
      throw call.failure();
    }
  }

  /**
   * How often a call ended, in the process where its blocks run, because its time was up: asked on
   * the role's own thread.
   */
  public long expired() {
    BlockedCall call = kernel.callOf(Thread.currentThread());
    return call == null ? 0 : call.expired();
  }

  /** What it does, for somebody who looks from outside. */
  public ThreadProbe look(UnsharedObserver unshared) throws InterruptedException {
    if (!isBusy()) {
      return ThreadProbe.IDLE;
    }
    Pending now = current;
    return now == null ? ThreadProbe.RUNNING : now.look(unshared);
  }

  /** Runs one block, on the role's thread. */
  protected abstract Object perform(Callable<?> block) throws Exception;

  /** Says why it takes no more blocks. */
  protected abstract RuntimeException refusal();

  /** Runs the block and gives its value; Ctrl-C interrupts the block. */
  public Object call(Callable<?> block) throws Exception {
    return isOnIt() ? perform(block) : enqueue(block).getOrCancel();
  }

  /** Whether the calling thread is the one that runs the blocks. */
  final synchronized boolean isOnIt() {
    return Thread.currentThread() == thread;
  }

  /** Has the block run, and does not wait. */
  public Pending start(Callable<?> block) {
    Pending pending = enqueue(block);
    jobs.add(pending);
    return pending;
  }

  private synchronized Pending enqueue(Callable<?> block) {
    if (over) {
      throw refusal();
    }
    Pending pending = new Pending(name, jobs, () -> perform(block));
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
      while (!over || !blocks.isEmpty()) {
        Pending next = next();
        current = next;
        next.run(ahead::decrementAndGet);
        current = null;
        left.decrementAndGet();
      }
    } finally {
      kernel.leaveThread();
    }
  }

  private Pending next() {
    while (true) {
      try {
        return blocks.take();
      } catch (InterruptedException ofABlockThatIsOver) {
        // the next one is not meant
      }
    }
  }

  /** The signals that the thread began with as blocked, a bit each. */
  protected final long mask() {
    return mask;
  }

  /** The kernel's number of its thread, 0 where it has never run. */
  public int number() {
    return number;
  }

  /** Whether it has blocks to run, of which its thread may not have taken the first. */
  public boolean isBusy() {
    return left.get() > 0;
  }

  /** What it does now, or null. */
  public Pending getCurrent() {
    return current;
  }

  /** Takes no more blocks; the thread ends after those that it has. */
  protected final synchronized Thread finish() {
    if (!over) {
      over = true;
      if (thread != null) {
        left.incrementAndGet();
        ahead.incrementAndGet();
        blocks.add(new Pending(name, jobs, () -> null));
      }
    }
    return thread;
  }

  /** What it does, in words. */
  protected final String doing() {
    Pending now = current;
    return now == null ? "idle" : now.toString().substring(name.length()).strip();
  }
}

package ipcsh.sys.invoke;

import ipcsh.sys.abi.Deadline;
import ipcsh.sys.abi.NativeMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Where one thread is with the kernel: whether it is inside a call that can block, which one, and
 * the means to get it out. One instance a thread; the thread itself enters and leaves, any other
 * may look and interrupt.
 *
 * <p>A call is got out of by a signal directed at the thread, repeated until the call is over: a
 * signal that arrives a moment before the thread enters the kernel would be lost. See {@link
 * Interrupts}.
 */
public final class BlockedCall {
  /** Why a call was interrupted. */
  public enum Cause {
    /** An unrelated signal: the call is made again. */
    NONE,
    /** Ctrl-C or a cancelled job. The call fails with EINTR. */
    USER,
    /** Its time was up. The call fails with ETIMEDOUT. */
    TIMEOUT
  }

  /** What an interruption is for that finds the thread in no call. */
  public enum Next {
    /** For the next call alone: it fails with EINTR, and all is said. */
    ONE,
    /** For each call until the language ends the evaluation: no loop outlives it. */
    ALL
  }

  /** How long a thread may be on its way into a call unseen, in nanoseconds. */
  private static final long UNSEEN = TimeUnit.MILLISECONDS.toNanos(20);

  /** So many rounds (a third of a second) a call is given that need not come out of it. */
  private static final int PATIENCE = 20;

  /** So many any call is given: what keeps it then, no signal ends. */
  private static final int MOST = 100;

  private static final VarHandle SEQUENCE;

  static {
    try {
      SEQUENCE = MethodHandles.lookup().findVarHandle(BlockedCall.class, "sequence", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Thread owner = Thread.currentThread();
  private final int thread;
  private final InterruptSignal interrupts;

  /** Odd while the thread is inside a call, so that a call is told from the next one. */
  private volatile long sequence;

  private NativeFunction function;
  private long firstArgument;

  /** Whether the shell makes the call on its own account: it must not count as the session's. */
  private boolean own;

  /** Whether an interruption is not for this call, but for the one behind it. */
  private boolean deferring;

  /** The child that makes the call for this thread, 0 where it makes it itself. */
  private int child;

  /** The deadline of a wait that continues after a signal but then checks it; null in others. */
  private NativeMemory deadline;

  /** Written by the thread itself alone. */
  private volatile long expired;

  /** What has arrived for the thread; null as long as it takes no signals. */
  private volatile SignalInbox inbox;

  /** Does something in the midst of a call, so that the call can go on. */
  private Consumer<Runnable> aside;

  private volatile long interruptedSequence;
  private volatile long noticedSequence;
  private volatile Cause cause = Cause.NONE;

  /** What waits for the next call; valid as long as the thread's interrupt status stands. */
  private volatile Next next;

  public BlockedCall(int thread, InterruptSignal interrupts) {
    this.thread = thread;
    this.interrupts = interrupts;
  }

  /** The kernel's number of the thread. */
  public int thread() {
    return thread;
  }

  /** Odd while the thread is in a call that can block; the same number is the same call. */
  public long sequence() {
    return sequence;
  }

  /** Whether the call only lets time pass, {@code sleep}: only time ends it. */
  public boolean pauses() {
    NativeFunction called = function;
    return called != null && called.pauses();
  }

  /** The process of the child that makes the call for this thread, 0 where it is made here. */
  public int child() {
    return child;
  }

  /** How many calls of this thread ended because their time was up. */
  public long expired() {
    return expired;
  }

  /** Says that a call ended so. */
  void countExpired() {
    expired = expired + 1;
  }

  /** Said before and behind each call that the shell makes on its own account. */
  void isOwn(boolean whether, boolean defersInterruption) {
    own = whether;
    deferring = defersInterruption;
  }

  public void enter(NativeFunction called, long first) {
    enter(0, called, first);
  }

  /** The same for a call that a child makes: it is the child that has to be got out. */
  public void enter(int inChild, NativeFunction called, long first) {
    child = inChild;
    function = called;
    firstArgument = first;
    step();
  }

  public void leave() {
    step();
  }

  /** Begins (a piece of) a wait with a deadline that {@link #interrupt} can bring forward. */
  synchronized void waitsUntil(NativeMemory timespec, Deadline until) {
    deadline = until.put(timespec);
  }

  /** Ends such a wait: the memory is the arena's again. */
  synchronized void waitsNoMore() {
    deadline = null;
  }

  private synchronized boolean bringForward() {
    if (deadline != null) {
      Deadline.bringForward(deadline);
    }
    return deadline != null;
  }

  /** Ordered, not fenced: who interrupts looks again until the thread is out. */
  private void step() {
    SEQUENCE.setRelease(this, (long) SEQUENCE.get(this) + 1);
  }

  /**
   * The thread has signals of its own from now on.
   *
   * @param itsAside does work between a call and what its caller reads of it
   */
  public void takes(SignalInbox signals, Consumer<Runnable> itsAside) {
    aside = itsAside;
    inbox = signals;
  }

  /** What arrives for the thread, null where nothing does. */
  public SignalInbox inbox() {
    return inbox;
  }

  /** Whether something has arrived whose block is to run. */
  boolean isSignalled() {
    SignalInbox signals = inbox;
    return signals != null && signals.pending() != 0;
  }

  /** Whether the call goes on after the blocks of what has arrived. */
  boolean restarts(NativeFunction called, long first) {
    return own || SignalTable.ifUsed().restart(inbox) && RestartedCalls.contains(called, first);
  }

  /**
   * Runs the blocks of what has arrived in the midst of a call of the thread, which is outside of
   * it meanwhile.
   */
  void deliver() {
    int inChild = child;
    NativeFunction called = function;
    long first = firstArgument;
    inbox.leavesCall();
    leave();
    try {
      aside.accept(SignalTable::check);
    } finally {
      enter(inChild, called, first);
      inbox.entersCall();
    }
  }

  /** Why the call that the thread is still in (or has just come back from) was interrupted. */
  public Cause causeOfThisCall() {
    return interruptedSequence == sequence ? cause : Cause.NONE;
  }

  /** Says that this call's interruption reaches the caller. */
  void noticed() {
    noticedSequence = sequence;
    if (cause == Cause.USER && next == Next.ONE) {
      // it was for this one
      next = null;
      Thread.interrupted();
    }
  }

  /** Asked at the entry of a call: whether it is to fail with EINTR and not to be made. */
  boolean failsAtOnce() {
    return next != null && !deferring && takeNext();
  }

  private boolean takeNext() {
    Next which = next;
    if (which == null || !Thread.currentThread().isInterrupted()) {
      // the language has ended what it was for
      next = null;
      return false;
    }
    cause = Cause.USER;
    interruptedSequence = sequence;
    noticed();
    return true;
  }

  /**
   * Interrupts the call that the thread enters next, however late that is. To be called when {@link
   * Thread#interrupt} was; whoever takes that status away, since the interruption has done what it
   * was for, takes this away with it.
   *
   * @return whether a call was interrupted already
   */
  public boolean interruptNext(Next which) {
    long before = noticedSequence;
    next = which;
    long start = System.nanoTime();
    while (next == which && System.nanoTime() - start < UNSEEN) {
      // one that was entered just now need not have seen it
      long call = sequence;
      if (owner.isInterrupted() && interrupt(call, Cause.USER)) {
        return true;
      }
      LockSupport.parkNanos(UNSEEN / 100);
    }
    return noticedSequence != before;
  }

  /** Begins something new, for which no interruption is meant that came before. */
  public void forgetNext() {
    next = null;
  }

  /**
   * What the thread is doing, {@code recvfrom(3, ...)}, or null where it is not in a call, or in
   * one of the shell's own.
   */
  public String description() {
    long before = sequence;
    NativeFunction called = function;
    long first = firstArgument;
    boolean hidden = own;
    if ((before & 1) == 0 || hidden || before != sequence || called == null) {
      return null;
    }
    boolean descriptor = called.indexOf(ArgumentKind.FD) == 0;
    return called.shown() + (descriptor ? "(" + (int) first + ", ...)" : "(...)");
  }

  /**
   * Gets the thread out of the call it is in. Returns when it is out, or when only somebody else
   * can still keep it (it comes out as soon as the mutex of its condition is free), or nothing ends
   * what it does.
   *
   * @return false where it was in no call, or in one that was done before it could be interrupted
   */
  public boolean interrupt(Cause why) {
    return interrupt(sequence, why);
  }

  private boolean interrupt(long call, Cause why) {
    if ((call & 1) == 0 || deferring) {
      return false;
    }
    cause = why;
    interruptedSequence = call;
    long pause = TimeUnit.MICROSECONDS.toNanos(100);
    for (int round = 0; sequence == call && round < MOST && signal(round); round++) {
      LockSupport.parkNanos(pause);
      pause = Math.min(pause * 2, TimeUnit.MILLISECONDS.toNanos(20));
    }
    return noticedSequence == call;
  }

  private boolean signal(int round) {
    boolean timed = bringForward();
    if (child != 0) {
      interrupts.signalChild(child);
      // a child that was stopped cannot come out: then the thread leaves it alone
      return round < PATIENCE || interrupts.signal(thread);
    }
    // a wait on a condition only returns with the mutex, which the caller may have
    return interrupts.signal(thread) && !(timed && round >= PATIENCE);
  }
}

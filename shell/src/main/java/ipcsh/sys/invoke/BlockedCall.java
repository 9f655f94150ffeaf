package ipcsh.sys.invoke;

import ipcsh.sys.abi.Deadline;
import ipcsh.sys.abi.NativeMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The call state of one thread: whether it is inside a call that can block, which one, and the
 * means to interrupt it. One instance per thread; the thread itself enters and leaves calls, any
 * other thread may query and interrupt.
 *
 * <p>A call is interrupted by a signal directed at the thread, repeated until the call has
 * returned: a signal that arrives just before the thread enters the kernel would be lost. See
 * {@link InterruptSignal}.
 */
public final class BlockedCall {
  /** The cause of an interrupt. */
  public enum Cause {
    /** An unrelated signal: the call is restarted. */
    NONE,
    /** Ctrl-C or a cancelled job. The call fails with EINTR. */
    USER,
    /** A timeout. The call fails with ETIMEDOUT. */
    TIMEOUT
  }

  /** The effect of an interrupt that finds the thread in no call. */
  public enum Next {
    /** On the next call only: it fails with EINTR. */
    ONE,
    /** On each call until the language ends the evaluation: no loop survives it. */
    ALL
  }

  /** How long a thread may take to enter a call unnoticed, in nanoseconds. */
  private static final long UNSEEN = TimeUnit.MILLISECONDS.toNanos(20);

  /** The number of rounds (a third of a second) for a call that may be unable to return. */
  private static final int PATIENCE = 20;

  /** The maximum number of rounds for any call: after that, no signal interrupts it. */
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

  /** Odd while the thread is inside a call; distinguishes a call from the next one. */
  private volatile long sequence;

  private NativeFunction function;
  private long firstArgument;

  /** Whether it is a call of the shell itself, which does not count as one of the session. */
  private boolean own;

  /** Whether an interrupt is deferred to the next call. */
  private boolean deferring;

  /** The child that makes the call for this thread, 0 if the thread makes it itself. */
  private int child;

  /**
   * The deadline of a wait that is restarted after a signal but then checks it; null for others.
   */
  private NativeMemory deadline;

  /** Written only by the thread itself. */
  private volatile long expired;

  /** How many timeouts are set for the thread's calls; written only by the thread itself. */
  private volatile int limits;

  /** The inbox of the thread; null as long as it takes no signals. */
  private volatile SignalInbox inbox;

  /** Runs an action during a call, so that the call can continue. */
  private Consumer<Runnable> aside;

  private volatile long interruptedSequence;
  private volatile long noticedSequence;
  private volatile Cause cause = Cause.NONE;

  /** The pending effect on the next call; valid as long as the thread's interrupt status is set. */
  private volatile Next next;

  public BlockedCall(int thread, InterruptSignal interrupts) {
    this.thread = thread;
    this.interrupts = interrupts;
  }

  /** The thread ID. */
  public int thread() {
    return thread;
  }

  /** Odd while the thread is in a call that can block; the same number is the same call. */
  public long sequence() {
    return sequence;
  }

  /** Whether the call only sleeps. */
  public boolean pauses() {
    NativeFunction called = function;
    return called != null && called.pauses();
  }

  /** The process ID of the child that makes the call for this thread, 0 if it is made here. */
  public int child() {
    return child;
  }

  /** The number of this thread's calls that have timed out. */
  public long expired() {
    return expired;
  }

  /** Called by the thread before and after calls that will be interrupted when a time expires. */
  public void limited(boolean begins) {
    limits = limits + (begins ? 1 : -1);
  }

  /** Whether the thread's calls will be interrupted when a time expires. */
  public boolean isLimited() {
    return limits > 0;
  }

  /** Counts a timeout. */
  void countExpired() {
    expired = expired + 1;
  }

  /** Called before and after each call of the shell itself. */
  void isOwn(boolean whether, boolean defersInterruption) {
    own = whether;
    deferring = defersInterruption;
  }

  public void enter(NativeFunction called, long first) {
    enter(0, called, first);
  }

  /** The same for a call made by a child: the child has to be interrupted. */
  public void enter(int inChild, NativeFunction called, long first) {
    child = inChild;
    function = called;
    firstArgument = first;
    step();
  }

  public void leave() {
    step();
  }

  /** Whether {@link #interrupt} ends a wait without a deadline by its signal. */
  boolean isEndedBySignal() {
    return interrupts.endsWaits();
  }

  /** Begins (a piece of) a wait with a deadline that {@link #interrupt} can bring forward. */
  synchronized void waitsUntil(NativeMemory timespec, Deadline until) {
    deadline = until.put(timespec);
  }

  /** Ends such a wait: the memory is returned to the arena. */
  synchronized void waitsNoMore() {
    deadline = null;
  }

  private synchronized boolean bringForward() {
    if (deadline != null) {
      Deadline.bringForward(deadline);
    }
    return deadline != null;
  }

  /**
   * An ordered write without a fence: the interrupting thread repeats its check until the call has
   * returned.
   */
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

  /** Whether the call continues after the blocks of the signals that have arrived. */
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

  /** The cause of the interrupt of the call that the thread is in, or has just returned from. */
  public Cause causeOfThisCall() {
    return interruptedSequence == sequence ? cause : Cause.NONE;
  }

  /** Records that the interrupt of this call is reported to the caller. */
  void noticed() {
    noticedSequence = sequence;
    if (cause == Cause.USER && next == Next.ONE) {
      // it was meant for this call
      next = null;
      Thread.interrupted();
    }
  }

  /** Whether the next call may have to fail, or to run the blocks of signals. */
  boolean isDisturbed() {
    return next != null || inbox != null;
  }

  /** Checked when a call is entered: whether it must fail with EINTR without being made. */
  boolean failsAtOnce() {
    return next != null && !deferring && takeNext();
  }

  private boolean takeNext() {
    Next which = next;
    if (which == null || !Thread.currentThread().isInterrupted()) {
      // the language has ended the evaluation
      next = null;
      return false;
    }
    cause = Cause.USER;
    interruptedSequence = sequence;
    noticed();
    return true;
  }

  /**
   * Interrupts the call that the thread enters next, however late. To be called after {@link
   * Thread#interrupt}; code that clears that status, because the interrupt was handled, also clears
   * this.
   *
   * @return whether a call was interrupted already
   */
  public boolean interruptNext(Next which) {
    long before = noticedSequence;
    next = which;
    long start = System.nanoTime();
    while (next == which && System.nanoTime() - start < UNSEEN) {
      // a call that was entered just now may not have noticed it
      long call = sequence;
      if (owner.isInterrupted() && interrupt(call, Cause.USER)) {
        return true;
      }
      LockSupport.parkNanos(UNSEEN / 100);
    }
    return noticedSequence != before;
  }

  /** Clears a pending interrupt, because something new begins. */
  public void forgetNext() {
    next = null;
  }

  /**
   * What the thread is doing, {@code recvfrom(3, ...)}, or null if it is not in a call, or in one
   * of the shell itself.
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
   * Interrupts the call in which the thread is. Returns when the call has returned, or when it
   * cannot return yet (a wait for a condition returns when the mutex is free), or cannot be
   * interrupted.
   *
   * @return false if it was in no call, or in one that returned before it could be interrupted
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
    NativeFunction called = function;
    boolean timed = bringForward() || called != null && called.waitsBy() != null;
    if (child != 0) {
      interrupts.signalChild(child);
      // a stopped child cannot return: then the thread abandons it
      return round < PATIENCE || interrupts.signal(thread);
    }
    // a wait for a condition only returns with the mutex, which the caller may hold
    return interrupts.signal(thread) && !(timed && round >= PATIENCE);
  }
}

package ipcsh.sys.invoke;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.KernelSignalAction;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SignalAction;
import ipcsh.sys.abi.SignalConstants;
import ipcsh.sys.abi.SignalInfo;
import ipcsh.sys.abi.SignalNames;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The signals of this process that have a block. Our machine code is their handler: it leaves what
 * arrives in the {@link SignalInbox} of a thread of the session, blocked; that thread runs the
 * block between calls ({@link #check}) and takes it out of its mask again. So the kernel keeps all
 * others, and the rules are the kernel's: a standard signal once, a real-time signal as often as it
 * was sent, in order.
 *
 * <p>There is one table, since signals belong to the process. It is made when a session first asks
 * for it.
 */
public final class SignalTable {
  /** So many threads of the session have signals of their own. */
  private static final int MOST = 64;

  private static final int RECEIVER = 0;
  private static final int TAKEN = 8;
  private static final int OF_SHELL = 16;
  private static final int HELD = 24;
  private static final int ALSO = 32;
  private static final int ARRIVED = 40;
  private static final int INBOXES = 44;
  private static final int PROCESS = 48;
  private static final int KICK = 64;
  private static final int BEFORE = 128;
  private static final int FIRST = 1024;

  private static final int PROT_READ_WRITE = 3;
  private static final int MAP_PRIVATE_ANONYMOUS = 0x22;
  private static final int RT_SIGACTION = 13;
  private static final int RT_SIGPROCMASK = 14;
  private static final int RT_SIGTIMEDWAIT = 128;
  private static final int TIMER_CREATE = 222;
  private static final int TIMER_SETTIME = 223;
  private static final int TIMER_DELETE = 226;
  private static final int RT_TGSIGQUEUEINFO = 297;
  private static final int SIGEV_THREAD_ID = 4;
  private static final int SIGEVENT_SIZE = 64;
  private static final long KICKS = TimeUnit.MICROSECONDS.toNanos(200);

  /** The signal that carries a set to a thread: it follows the one that interrupts calls. */
  public static final int CARRIER = 45;

  /** With this one the Java machine stops threads, if the launcher says so. */
  private static final int OF_SUSPENSION = 62;

  /** By these the shell is interrupted or ended: they go on reaching it. */
  private static final long ENDING =
      SignalNames.bit(ProcessConstants.SIGHUP)
          | SignalNames.bit(ProcessConstants.SIGINT)
          | SignalNames.bit(ProcessConstants.SIGTERM);

  /** The terminal's library is told of these in any case. */
  private static final long TERMINAL =
      SignalNames.bit(ProcessConstants.SIGWINCH) | SignalNames.bit(ProcessConstants.SIGCONT);

  private static final long OF_TERMINAL = SignalNames.bit(ProcessConstants.SIGTSTP);

  /** Of a handler of ours for a signal that threads of the Java machine receive as well. */
  private static final long FLAGS =
      SignalConstants.SA_SIGINFO | SignalConstants.SA_ONSTACK | SignalConstants.SA_RESTART;

  /** What the Java machine blocks in all threads but one is no business of the program's. */
  private static final long OF_JAVA = SignalNames.bit(ProcessConstants.SIGQUIT);

  /** What threads can do without: faults, the shell's own signals and those of the end stay. */
  private static final long PROGRAMS =
      ~(ENDING
          | OF_JAVA
          | bits(
              ProcessConstants.SIGSEGV,
              ProcessConstants.SIGBUS,
              ProcessConstants.SIGILL,
              ProcessConstants.SIGFPE,
              ProcessConstants.SIGTRAP,
              ProcessConstants.SIGABRT,
              ProcessConstants.SIGSYS,
              32,
              33,
              CARRIER - 1,
              CARRIER,
              OF_SUSPENSION));

  /** So many are handled before what they interrupted gets its turn. */
  private static final int AT_ONCE = 100;

  /** So soon one after the other are a plea to be let out, in nanoseconds. */
  private static final long HURRY = TimeUnit.SECONDS.toNanos(1);

  private static final int INSISTENT = 3;

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
  private static final long SYSCALL = Libc.symbol("syscall");
  private static final long GETTID = Libc.symbol("gettid");
  private static final long KILL = Libc.symbol("kill");

  private static volatile SignalTable table;
  private static volatile Consumer<SignalInfo> observer;

  private static long bits(int... signals) {
    long set = 0;
    for (int signal : signals) {
      set |= SignalNames.bit(signal);
    }
    return set;
  }

  private final long base;
  private final ByteBuffer memory;
  private final int process;
  private final int kick;
  private final long restorer;
  private final List<SignalInbox> inboxes = new CopyOnWriteArrayList<>();
  private final AtomicReferenceArray<SignalHandler> handlers =
      new AtomicReferenceArray<>(Long.SIZE + 1);

  /** The action of each signal before the session's first, as the kernel has it. */
  private final byte[][] before = new byte[Long.SIZE + 1][];

  private final long[] lastEnding = new long[INSISTENT];
  private volatile long ignored;

  /** Signals of ours without a block, a bit each: see {@link #holds}. */
  private volatile long held;

  private SignalTable(int kick) {
    int size = FIRST + MOST * SignalInbox.SIZE;
    long mmap = Libc.symbol("mmap");
    base = Libc.invoke(mmap, 0, size, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0);
    if (base == -1) {
      throw new IllegalStateException("no memory for " + size + " bytes of signals");
    }
    this.kick = kick;
    memory = Libc.view(base, FIRST);
    process = (int) Libc.invoke(Libc.symbol("getpid"), 0, 0, 0, 0, 0, 0);
    memory.putLong(PROCESS, process);
    memory.putLong(OF_SHELL, ENDING).putLong(ALSO, TERMINAL);
    // interval and first expiry
    memory.putLong(KICK + 8, KICKS).putLong(KICK + 24, KICKS);
    MachineCode.get().signalTable(base);
    Arena arena = new Arena();
    NativeMemory action = arena.take(SignalAction.SIZE).zero();
    action.putLong(SignalAction.HANDLER, MachineCode.get().address(MachineCode.Entry.ADD_TO_MASK));
    action.putInt(
        SignalAction.FLAGS,
        SignalConstants.SA_SIGINFO | SignalConstants.SA_RESTART | SignalConstants.SA_ONSTACK);
    Libc.invoke(Libc.symbol("sigaction"), CARRIER, action.address(), 0, 0, 0, 0);
    NativeMemory kernels = arena.take(KernelSignalAction.SIZE).zero();
    Libc.invoke(SYSCALL, RT_SIGACTION, CARRIER, 0, kernels.address(), Long.BYTES, 0);
    restorer = kernels.getLong(KernelSignalAction.RESTORER);
    arena.close();
  }

  /**
   * The table, made where there is none yet.
   *
   * @param kick the signal that gets a thread out of a call
   */
  public static synchronized SignalTable get(int kick) {
    if (table == null) {
      table = new SignalTable(kick);
    }
    return table;
  }

  /** The table, null as long as nobody has asked for one. */
  public static SignalTable ifUsed() {
    return table;
  }

  /**
   * Runs the blocks of what has arrived for the calling thread. To be called between calls: what a
   * block throws is thrown here.
   */
  public static void check() {
    SignalTable used = table;
    if (used != null && used.arrived() != 0) {
      used.deliver();
    }
  }

  /** The same behind a call that gave this. */
  public static Object checked(Object result) {
    check();
    return result;
  }

  /** Whether any signal has a block. */
  public static boolean isActive() {
    SignalTable used = table;
    return used != null && used.taken() != 0;
  }

  /** Whether something has arrived for the calling thread. */
  public static boolean isWaiting() {
    SignalTable used = table;
    if (used == null || used.arrived() == 0) {
      return false;
    }
    SignalInbox inbox = used.own();
    return inbox != null && inbox.pending() != 0;
  }

  /** What is handled next on the calling thread; null where nothing has arrived. */
  public static SignalInfo first() {
    SignalTable used = table;
    SignalInbox inbox = used == null ? null : used.own();
    long waiting = inbox == null ? 0 : inbox.pending();
    return waiting == 0 ? null : inbox.info(Long.numberOfTrailingZeros(waiting) + 1);
  }

  private int arrived() {
    return (int) INT.getOpaque(memory, ARRIVED);
  }

  private static int thisThread() {
    return (int) Libc.invoke(GETTID, 0, 0, 0, 0, 0, 0);
  }

  /** Is told of each signal before its block runs; null for nobody. */
  public static void observedBy(Consumer<SignalInfo> who) {
    observer = who;
  }

  // ---- threads

  /**
   * Gives a thread of this process an inbox of its own.
   *
   * @param mask the signals that its program blocks
   */
  public synchronized SignalInbox inbox(int thread, long mask) {
    SignalInbox free = null;
    for (SignalInbox inbox : inboxes) {
      if (inbox.thread() == thread) {
        return inbox;
      }
      if (inbox.thread() == 0) {
        free = inbox;
      }
    }
    if (free == null) {
      if (inboxes.size() == MOST) {
        throw new IllegalStateException("more than " + MOST + " threads take signals");
      }
      free = new SignalInbox(base + FIRST + (long) inboxes.size() * SignalInbox.SIZE);
      inboxes.add(free);
    }
    free.belongsTo(thread, timer(thread), mask);
    INT.setVolatile(memory, INBOXES, inboxes.size());
    return free;
  }

  /** The inbox of the calling thread, null where it has none. */
  public SignalInbox own() {
    int thread = thisThread();
    for (int i = 0; i < inboxes.size(); i++) {
      if (inboxes.get(i).thread() == thread) {
        return inboxes.get(i);
      }
    }
    return null;
  }

  /** What is sent to the process is for this thread from now on. */
  public void receiver(SignalInbox inbox) {
    LONG.setVolatile(memory, RECEIVER, inbox.address());
  }

  /** A thread ends. */
  public synchronized void leave(SignalInbox inbox) {
    if ((long) LONG.getVolatile(memory, RECEIVER) == inbox.address()) {
      LONG.setVolatile(memory, RECEIVER, 0L);
    }
    INT.getAndAdd(memory, ARRIVED, -Long.bitCount(inbox.pending()));
    Libc.invoke(SYSCALL, TIMER_DELETE, inbox.release(), 0, 0, 0, 0);
  }

  private int timer(int thread) {
    Arena arena = new Arena();
    NativeMemory event = arena.take(SIGEVENT_SIZE).zero();
    event.putInt(8, kick).putInt(12, SIGEV_THREAD_ID).putInt(16, thread);
    NativeMemory id = arena.take(Integer.BYTES);
    long made =
        Libc.invoke(
            SYSCALL,
            TIMER_CREATE,
            ProcessConstants.CLOCK_MONOTONIC,
            event.address(),
            id.address(),
            0,
            0);
    int timer = id.getInt(0);
    arena.close();
    if (made != 0) {
      throw new IllegalStateException("timer_create: " + Errno.of(Libc.errno()));
    }
    return timer;
  }

  static void start(int timer) {
    Libc.invoke(SYSCALL, TIMER_SETTIME, timer, 0, table.base + KICK, 0, 0);
  }

  static void stop(int timer) {
    SignalTable used = table;
    // an itimerspec of zeroes lies behind the other one
    Libc.invoke(SYSCALL, TIMER_SETTIME, timer, 0, used.base + KICK + 32, 0, 0);
  }

  // ---- masks

  /** The calling thread has nothing to do: its signals wait in the kernel. */
  public static void suspend(SignalInbox inbox) {
    change(inbox, ProcessConstants.SIG_BLOCK, PROGRAMS);
  }

  /** The calling thread goes on. */
  public void resume(SignalInbox inbox) {
    change(inbox, ProcessConstants.SIG_BLOCK, inbox.blocked());
    change(inbox, ProcessConstants.SIG_UNBLOCK, PROGRAMS & ~inbox.blocked() & ~inbox.pending());
  }

  private static void change(SignalInbox inbox, int how, long signals) {
    if (signals != 0) {
      Libc.invoke(SYSCALL, RT_SIGPROCMASK, how, inbox.set(signals), 0, Long.BYTES, 0);
    }
  }

  /** The mask of the calling thread as the program sees it: it is inherited. */
  public static long inherited() {
    SignalTable used = table;
    SignalInbox inbox = used == null ? null : used.own();
    return inbox == null ? 0 : inbox.blocked();
  }

  /**
   * Notes what the program has asked of the mask of the calling thread.
   *
   * @param kernels the mask that the kernel had before
   * @return the mask that the program had before
   */
  public long masked(SignalInbox inbox, int how, long signals, long kernels) {
    long hidden = OF_JAVA | inbox.pending() & ~inbox.blocked();
    long was = kernels & ~hidden | inbox.blocked() & hidden;
    inbox.blocked(
        switch (how) {
          case ProcessConstants.SIG_BLOCK -> was | signals;
          case ProcessConstants.SIG_UNBLOCK -> was & ~signals;
          default -> signals;
        });
    return was;
  }

  /** The threads that have inboxes: their masks are the program's. */
  public synchronized List<Integer> threads() {
    return inboxes.stream().map(SignalInbox::thread).filter(thread -> thread != 0).toList();
  }

  /** Which of these the other threads of this process are to block, so that none takes them. */
  public static long notOfShell(long signals) {
    return signals & ~ENDING;
  }

  /** Has a thread of this process block these signals. */
  public void addToMask(Arena arena, int thread, long signals) {
    NativeMemory info = arena.clear().take(SignalInfo.SIZE).zero();
    info.putInt(SignalInfo.SIGNO, CARRIER).putInt(SignalInfo.CODE, SignalConstants.SI_QUEUE);
    info.putLong(SignalInfo.VALUE, signals);
    Libc.invoke(SYSCALL, RT_TGSIGQUEUEINFO, process, thread, CARRIER, info.address(), 0);
  }

  /** Forgets what was passed on and then taken by a wait. */
  public void waitedFor(int signal) {
    LONG.getAndBitwiseAnd(memory, HELD, ~SignalNames.bit(signal));
  }

  // ---- dispositions

  /** The handler of a signal, null where it has none. */
  public SignalHandler handler(int signal) {
    return handlers.get(signal);
  }

  /** The signals with a block, a bit each. */
  public long taken() {
    return (long) LONG.getVolatile(memory, TAKEN) & ~held;
  }

  /** The signals that the program ignores, a bit each. */
  public long ignored() {
    return ignored;
  }

  /** Where the handler is, for {@code sigaction}. */
  public static long address() {
    return MachineCode.get().address(MachineCode.Entry.TAKE_SIGNAL);
  }

  /** Keeps the action that a signal had before the session's first. */
  public synchronized void keep(int signal, byte[] action) {
    if (before[signal] == null) {
      before[signal] = action;
      memory.putLong(
          BEFORE + signal * Long.BYTES,
          ByteBuffer.wrap(action)
              .order(ByteOrder.nativeOrder())
              .getLong(KernelSignalAction.HANDLER));
    }
  }

  /** The action that a signal had before the session's first, null where it had no other. */
  public synchronized byte[] before(int signal) {
    return before[signal];
  }

  /** The signals whose action a session has changed, a bit each. */
  public synchronized long changed() {
    long set = 0;
    for (int signal = 1; signal <= Long.SIZE; signal++) {
      set |= before[signal] == null ? 0 : SignalNames.bit(signal);
    }
    return set;
  }

  /** Whether the shell or the Java machine itself has a handler of this signal. */
  public boolean isHandledByShell(int signal) {
    return memory.getLong(BEFORE + signal * Long.BYTES) > SignalConstants.SIG_IGN;
  }

  /** A block runs from now on: to be said before the kernel is told. */
  public void takes(int signal, SignalHandler handler) {
    long bit = SignalNames.bit(signal);
    handlers.set(signal, handler);
    ignored &= ~bit;
    held &= ~bit;
    LONG.getAndBitwiseOr(memory, TAKEN, bit);
  }

  /**
   * Our handler passes a signal of default action on, to be said before the kernel is told. A
   * thread of the Java machine that ends restores the mask with which it began, so a signal that
   * the program blocks would reach it there, and end the shell.
   */
  public synchronized void holds(int signal) {
    long bit = SignalNames.bit(signal);
    held |= bit;
    LONG.getAndBitwiseOr(memory, TAKEN, bit);
  }

  /** No block runs any more: to be said after the kernel was told. */
  public void leaves(int signal, boolean ignores) {
    long bit = SignalNames.bit(signal);
    LONG.getAndBitwiseAnd(memory, TAKEN, ~bit);
    held &= ~bit;
    handlers.set(signal, null);
    ignored = ignores ? ignored | bit : ignored & ~bit;
  }

  private static void install(Arena arena, int signal, byte[] action) {
    NativeMemory memory = arena.clear().take(KernelSignalAction.SIZE).put(0, action);
    Libc.invoke(SYSCALL, RT_SIGACTION, signal, memory.address(), 0, Long.BYTES, 0);
  }

  /**
   * Puts our handler in front again where the terminal's library has put its own there, as it does
   * whenever a line is read. To be called when an evaluation begins.
   */
  public static void reassert() {
    SignalTable used = table;
    if (used != null && (used.taken() & (ENDING | TERMINAL | OF_TERMINAL)) != 0) {
      used.putInFront(ENDING | TERMINAL | OF_TERMINAL);
    }
  }

  /** The same while a line is read, where SIGINT is the reader's: see {@link #fromTerminal}. */
  public static void reassertWhileReading() {
    SignalTable used = table;
    if (used != null && (used.taken() & TERMINAL) != 0) {
      used.putInFront(TERMINAL);
    }
  }

  /**
   * Gives the calling thread a signal that the terminal's library has received from the terminal,
   * and runs its block; nothing where it has none.
   */
  public static void fromTerminal(int signal) {
    SignalTable used = table;
    if (used == null || used.handler(signal) == null) {
      return;
    }
    Arena arena = new Arena();
    NativeMemory info = arena.take(SignalInfo.SIZE).zero();
    info.putInt(SignalInfo.SIGNO, signal).putInt(SignalInfo.CODE, SignalConstants.SI_KERNEL);
    Libc.invoke(SYSCALL, RT_TGSIGQUEUEINFO, used.process, thisThread(), signal, info.address(), 0);
    arena.close();
    check();
  }

  private synchronized void putInFront(long which) {
    Arena arena = new Arena();
    for (int signal : SignalNames.in(taken() & which)) {
      NativeMemory now = arena.clear().take(KernelSignalAction.SIZE).zero();
      Libc.invoke(SYSCALL, RT_SIGACTION, signal, 0, now.address(), Long.BYTES, 0);
      if (now.getLong(KernelSignalAction.HANDLER) != address()) {
        now.putLong(KernelSignalAction.HANDLER, address());
        now.putLong(KernelSignalAction.FLAGS, FLAGS | SignalConstants.SA_RESTORER);
        now.putLong(KernelSignalAction.RESTORER, restorer);
        now.putLong(KernelSignalAction.MASK, -1L);
        Libc.invoke(SYSCALL, RT_SIGACTION, signal, now.address(), 0, Long.BYTES, 0);
      }
    }
    arena.close();
  }

  /** What the C library has a handler return to: part of each action. */
  public long restorer() {
    return restorer;
  }

  /** Gives all signals the actions that they had before, and the calling thread its mask. */
  public synchronized void restore() {
    Arena arena = new Arena();
    for (int signal = 1; signal <= Long.SIZE; signal++) {
      if (before[signal] != null && handlers.get(signal) != null && !isHandledByShell(signal)) {
        // one that is still on its way ends nothing: our handler drops it
        leaves(signal, false);
      } else if (before[signal] != null) {
        install(arena, signal, before[signal]);
        leaves(signal, false);
        before[signal] = null;
      }
    }
    SignalInbox inbox = own();
    if (inbox != null) {
      long added = inbox.blocked() & ~inbox.maskBefore();
      discard(arena, added);
      inbox.blocked(inbox.maskBefore());
      change(inbox, ProcessConstants.SIG_UNBLOCK, added);
    }
    arena.close();
  }

  /** Takes what waits of these, which by default might end the process. */
  private static void discard(Arena arena, long signals) {
    NativeMemory set = arena.clear().take(Long.BYTES).putLong(0, signals);
    NativeMemory now = arena.take(16).zero();
    while (signals != 0
        && Libc.invoke(SYSCALL, RT_SIGTIMEDWAIT, set.address(), 0, now.address(), Long.BYTES, 0)
            > 0) {
      // the next one
    }
  }

  // ---- delivery

  private void deliver() {
    SignalInbox inbox = own();
    if (inbox == null) {
      return;
    }
    int handled = 0;
    for (long waiting = inbox.pending();
        waiting != 0 && handled < AT_ONCE;
        waiting = inbox.pending()) {
      handled++;
      handle(inbox, Long.numberOfTrailingZeros(waiting) + 1);
    }
  }

  private void handle(SignalInbox inbox, int signal) {
    long bit = SignalNames.bit(signal);
    SignalInfo info = inbox.info(signal);
    SignalHandler handler = handlers.get(signal);
    inbox.begins(bit);
    INT.getAndAdd(memory, ARRIVED, -1);
    boolean byDefault = handler == null && (held & bit) != 0;
    if (byDefault) {
      reset(signal);
    }
    long outer = inbox.blocked();
    long during = outer;
    if (handler != null) {
      during |= handler.mask() | (handler.defers() ? bit : 0);
      change(inbox, ProcessConstants.SIG_BLOCK, handler.mask() & ~outer);
      inbox.blocked(during);
      if ((during & bit) == 0) {
        change(inbox, ProcessConstants.SIG_UNBLOCK, bit);
      }
    }
    try {
      if (handler != null) {
        run(signal, handler, info);
      }
    } finally {
      long after = inbox.blocked() | during | bit;
      inbox.blocked(outer);
      inbox.ended(bit);
      change(inbox, ProcessConstants.SIG_BLOCK, outer & ~after);
      change(inbox, ProcessConstants.SIG_UNBLOCK, after & ~outer & ~inbox.pending());
    }
    if (byDefault) {
      // the default action is the kernel's to take
      Libc.invoke(KILL, process, signal, 0, 0, 0, 0);
    }
  }

  private void run(int signal, SignalHandler handler, SignalInfo info) {
    if (handler.isForOne()) {
      reset(signal);
    }
    if ((ENDING & SignalNames.bit(signal)) != 0 && isInsistent(signal)) {
      return;
    }
    Consumer<SignalInfo> who = observer;
    if (who != null) {
      who.accept(info);
    }
    handler.block().accept(info);
  }

  /** Restores what a signal did before: it was for one alone. */
  private void reset(int signal) {
    Arena arena = new Arena();
    install(arena, signal, before(signal));
    arena.close();
    leaves(signal, false);
  }

  /** The third within a second is the shell's: whoever sits there wants out. */
  private boolean isInsistent(int signal) {
    long now = System.nanoTime();
    System.arraycopy(lastEnding, 1, lastEnding, 0, INSISTENT - 1);
    lastEnding[INSISTENT - 1] = now;
    long shells = memory.getLong(BEFORE + signal * Long.BYTES);
    boolean hurried = lastEnding[0] != 0 && now - lastEnding[0] < HURRY;
    if (!hurried || shells <= SignalConstants.SIG_IGN) {
      return false;
    }
    // the Java machine's handler only counts and wakes a thread of its own
    Libc.invoke(shells, signal, 0, 0, 0, 0, 0);
    return true;
  }

  // ---- calls that were interrupted

  /** Whether all that has arrived for a thread lets an interrupted call go on. */
  boolean restart(SignalInbox inbox) {
    for (int signal : SignalNames.in(inbox.pending())) {
      SignalHandler handler = handlers.get(signal);
      if (handler != null && !handler.restarts()) {
        return false;
      }
    }
    return true;
  }
}

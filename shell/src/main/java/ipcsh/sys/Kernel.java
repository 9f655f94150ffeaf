package ipcsh.sys;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.fork.ChildInvoker;
import ipcsh.sys.fork.DrivenProcess;
import ipcsh.sys.fork.Forking;
import ipcsh.sys.invoke.BlockedCall;
import ipcsh.sys.invoke.InterruptSignal;
import ipcsh.sys.invoke.LocalInvoker;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.OwnInvoker;
import ipcsh.sys.invoke.SignalInbox;
import ipcsh.sys.invoke.SignalTable;
import ipcsh.sys.invoke.SyscallInvoker;
import ipcsh.sys.trace.ObservedInvoker;
import ipcsh.sys.trace.StraceInvoker;
import ipcsh.sys.trace.TransferInvoker;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The access to the kernel: provides each thread with a {@link Sys}, decorated as requested, for
 * the process in which the thread currently works; knows which threads are inside a call.
 */
public final class Kernel {
  /** The decorators of each invoker, from the kernel outwards. */
  public enum Layer {
    /** Injects results ({@link Injections}). */
    INJECTION,
    /** Records transfers of data ({@link TransferInvoker}). */
    TRANSFERS,
    /** Observes the calls of certain lines ({@link ObservedInvoker}). */
    OBSERVER,
    /** Traces each call ({@link StraceInvoker}), injected or not. */
    TRACE
  }

  private static final NativeFunction GETTID = NativeFunction.of("gettid", "");
  private static final NativeFunction GETPID = NativeFunction.of("getpid", "");

  private final InterruptSignal interrupts;
  private final ConcurrentHashMap<Long, BlockedCall> calls = new ConcurrentHashMap<>();
  private final ThreadLocal<Seat> seats = ThreadLocal.withInitial(Seat::new);

  /** That of the thread that asked last, mostly the one that asks: found without a call. */
  private Seat last;

  private final DrivenProcess shell;
  private final Map<Layer, UnaryOperator<SyscallInvoker>> layers = new EnumMap<>(Layer.class);
  private volatile UnaryOperator<SyscallInvoker> decorator;
  private volatile Forking forking;
  private volatile Thread evaluator;

  /** The state of one thread. */
  private final class Seat {
    final Thread thread = Thread.currentThread();
    final BlockedCall state;
    final LocalInvoker invoker;
    View here;
    View now;
    LocalInvoker aside;

    /** Whether the thread has signals of its own, and what it blocks at first. */
    boolean takesSignals;

    long mask;

    Seat() {
      int thread = (int) Libc.invoke(GETTID.address(), 0, 0, 0, 0, 0, 0);
      state = new BlockedCall(thread, interrupts);
      invoker = new LocalInvoker(new Arena(), state);
      here = new View(shell, invoker);
      now = here;
      calls.put(Thread.currentThread().getId(), state);
    }
  }

  /** One process as used by one thread. */
  private static final class View {
    final DrivenProcess process;
    final Sys plain;
    private Sys decorated;
    private Sys own;

    View(DrivenProcess process, SyscallInvoker invoker) {
      this.process = process;
      this.plain = new Sys(invoker, null);
    }

    Sys own(BlockedCall state) {
      if (own == null) {
        own = new Sys(new OwnInvoker(plain.invoker(), state), null);
      }
      return own;
    }

    Sys decorated(UnaryOperator<SyscallInvoker> wanted) {
      Sys sys = decorated;
      if (sys == null || sys.madeBy() != wanted) {
        sys = new Sys(wanted.apply(plain.invoker()), wanted);
        decorated = sys;
      }
      return sys;
    }
  }

  /**
   * Creates it.
   *
   * @throws UnsupportedOperationException on systems other than Linux on x86-64 or aarch64
   */
  public Kernel() {
    String system = System.getProperty("os.name");
    String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    if (!system.equals("Linux") || !(machine.equals("amd64") || machine.equals("aarch64"))) {
      throw new UnsupportedOperationException(
          "ipcsh runs on Linux, x86-64 or aarch64; this is " + system + ", " + machine);
    }
    interrupts = new InterruptSignal(new Arena());
    shell = new DrivenProcess((int) Libc.invoke(GETPID.address(), 0, 0, 0, 0, 0, 0), null, null);
  }

  /** That of this thread. Another one is told by its thread, which is set before it is seen. */
  private Seat seat() {
    Seat seat = last;
    if (seat == null || seat.thread != Thread.currentThread()) {
      seat = seats.get();
      last = seat;
    }
    return seat;
  }

  /** The C functions for this thread, with the decorators. */
  public Sys sys() {
    View view = seat().now;
    UnaryOperator<SyscallInvoker> wanted = decorator;
    return wanted == null ? view.plain : view.decorated(wanted);
  }

  /** The same without decorators: for the shell's own queries. */
  public Sys quiet() {
    return seat().now.plain;
  }

  /** The same in the shell's own process, whichever process this thread works in. */
  public Sys home() {
    return seat().here.plain;
  }

  /**
   * The same for the shell's own communication, on its links and with its clients: these calls do
   * not belong to the session, and are not shown as blocked calls.
   */
  public Sys own() {
    Seat seat = seat();
    return seat.here.own(seat.state);
  }

  /** The process in which this thread's calls are made. */
  public DrivenProcess process() {
    return forking == null ? shell : seat().now.process;
  }

  /** Whether this thread's calls are made in the process of the shell. */
  public boolean isHere() {
    return forking == null || seat().now.process.isShell();
  }

  /** The process of the shell. */
  public DrivenProcess shell() {
    return shell;
  }

  /** Runs work in which this thread's calls are made in another process. */
  public <T> T in(DrivenProcess process, Callable<T> work) throws Exception {
    Seat seat = seat();
    View before = seat.now;
    seat.now =
        process.isShell() ? seat.here : new View(process, new ChildInvoker(process, seat.state));
    try {
      return work.call();
    } finally {
      seat.now = before;
    }
  }

  /**
   * Runs work in the shell's own process between a call and the evaluation of its result: with
   * separate memory for arguments, results and errors. For decorators that make calls themselves.
   */
  public void aside(Runnable work) {
    Seat seat = seat();
    View here = seat.here;
    View now = seat.now;
    LocalInvoker invoker = seat.aside;
    if (invoker == null) {
      invoker = new LocalInvoker(new Arena(), seat.state);
    }
    // what is done aside of this has memory of its own as well
    seat.aside = null;
    seat.here = new View(shell, invoker);
    seat.now = seat.here;
    try {
      work.run();
    } finally {
      seat.here = here;
      seat.now = now;
      if (seat.aside != null) {
        seat.aside.close();
      }
      seat.aside = invoker;
    }
  }

  /** Says which thread evaluates: a signal that is sent to the process is for that one. */
  public void evaluatedBy(Thread thread) {
    evaluator = thread;
  }

  /**
   * The signals of this process. The thread that evaluates takes those that are sent to the process
   * from now on; if none has been set, it is the calling one.
   */
  public SignalTable signals() {
    SignalTable table = SignalTable.get(interrupts.signal());
    Thread thread = evaluator;
    BlockedCall receiver = thread == null || !thread.isAlive() ? null : callOf(thread);
    if (receiver == null) {
      receiver = seat().state;
    }
    SignalInbox inbox = receiver.inbox();
    if (inbox == null) {
      inbox = table.inbox(receiver.thread(), 0);
      receiver.takes(inbox, this::aside);
    }
    table.receiver(inbox);
    register(table, seat());
    return table;
  }

  /**
   * This thread has signals of its own from now on, if anybody uses signals.
   *
   * @param mask those that it blocks, where it is asked for the first time
   */
  public void takeSignals(long mask) {
    Seat seat = seat();
    if (!seat.takesSignals) {
      seat.takesSignals = true;
      seat.mask = mask;
    }
    SignalTable table = SignalTable.ifUsed();
    if (table != null) {
      register(table, seat);
      table.resume(seat.state.inbox());
    }
  }

  private void register(SignalTable table, Seat seat) {
    if (seat.takesSignals && seat.state.inbox() == null) {
      seat.state.takes(table.inbox(seat.state.thread(), seat.mask), this::aside);
    }
  }

  /** This thread, which has signals of its own, does nothing for a while: they wait. */
  public void leaveSignals() {
    SignalInbox inbox = SignalTable.ifUsed() == null ? null : seat().state.inbox();
    if (inbox != null) {
      SignalTable.suspend(inbox);
    }
  }

  /**
   * Forks the process in which this thread works ({@code fork(2)}). The child has a copy of its
   * memory and, of its descriptors, those in {@code keep}; it makes calls on request ({@link #in}),
   * and ends when {@link DrivenProcess#release} is called or this process ends.
   *
   * @throws SysException if the system has no more processes or memory
   */
  public DrivenProcess fork(int[] keep) {
    Seat seat = seat();
    return forking().fork(seat.now.process, seat.now.plain.invoker(), seat.state, keep);
  }

  private Forking forking() {
    synchronized (interrupts) {
      if (forking == null) {
        forking = new Forking(interrupts.signal(), home().files());
      }
      return forking;
    }
  }

  /** Adds a decorator to each invoker, in its layer; null removes it. */
  public void decorate(Layer layer, UnaryOperator<SyscallInvoker> with) {
    synchronized (layers) {
      if (with == null) {
        layers.remove(layer);
      } else {
        layers.put(layer, with);
      }
      UnaryOperator<SyscallInvoker> all = null;
      for (UnaryOperator<SyscallInvoker> outer : layers.values()) {
        UnaryOperator<SyscallInvoker> inner = all;
        all = inner == null ? outer : invoker -> outer.apply(inner.apply(invoker));
      }
      decorator = all;
    }
  }

  /** Removes all decorators. */
  public void undecorate() {
    for (Layer layer : Layer.values()) {
      decorate(layer, null);
    }
  }

  /** The thread ID of this thread ({@code gettid(2)}). */
  public int thread() {
    return seat().state.thread();
  }

  /** The call state of a thread, or null if it has never made a call. */
  public BlockedCall callOf(Thread thread) {
    return calls.get(thread.getId());
  }

  /** Discards this thread's state and frees its memory; must be the last call of a thread. */
  public void leaveThread() {
    calls.remove(Thread.currentThread().getId());
    Seat seat = seat();
    if (seat.state.inbox() != null) {
      SignalTable.ifUsed().leave(seat.state.inbox());
    }
    seat.invoker.close();
    if (seat.aside != null) {
      seat.aside.close();
    }
    seats.remove();
    last = null;
  }
}

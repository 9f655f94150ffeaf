package ipcsh.command;

import static ipcsh.sys.abi.ProcessConstants.SIGABRT;
import static ipcsh.sys.abi.ProcessConstants.SIGBUS;
import static ipcsh.sys.abi.ProcessConstants.SIGCHLD;
import static ipcsh.sys.abi.ProcessConstants.SIGFPE;
import static ipcsh.sys.abi.ProcessConstants.SIGILL;
import static ipcsh.sys.abi.ProcessConstants.SIGKILL;
import static ipcsh.sys.abi.ProcessConstants.SIGPIPE;
import static ipcsh.sys.abi.ProcessConstants.SIGQUIT;
import static ipcsh.sys.abi.ProcessConstants.SIGSEGV;
import static ipcsh.sys.abi.ProcessConstants.SIGSTOP;
import static ipcsh.sys.abi.ProcessConstants.SIGTRAP;
import static ipcsh.sys.abi.ProcessConstants.SIG_BLOCK;
import static ipcsh.sys.abi.ProcessConstants.SIG_SETMASK;
import static ipcsh.sys.abi.ProcessConstants.SIG_UNBLOCK;

import ipcsh.handle.Disposition;
import ipcsh.handle.ReceivedSignal;
import ipcsh.handle.UsageException;
import ipcsh.inspect.ProcessSignals;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.KernelSignalAction;
import ipcsh.sys.abi.SignalConstants;
import ipcsh.sys.abi.SignalInfo;
import ipcsh.sys.abi.SignalNames;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Signals;
import ipcsh.sys.invoke.SignalHandler;
import ipcsh.sys.invoke.SignalInbox;
import ipcsh.sys.invoke.SignalTable;
import ipcsh.view.SignalStates;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * What this session does at signals, and which it blocks. In the shell's own process a block may be
 * the handler; in a forked child the kernel has the last word, and no block can run.
 *
 * <p>A signal that is sent to a process reaches any thread that does not block it, and the Java
 * machine has many. So whatever the session handles, blocks or waits for is blocked in all threads
 * that are not the session's; SIGINT, SIGTERM and SIGHUP are passed on instead, so that the shell
 * can still be ended by them.
 */
public final class SignalActions {
  private static final int INTERRUPTS = 44;
  private static final List<Integer> LIBRARYS = List.of(32, 33);
  private static final int ALL = -1;

  private final Context context;
  private boolean used;
  private volatile boolean alarmed;

  SignalActions(Context context) {
    this.context = context;
  }

  private Kernel kernel() {
    return context.kernel();
  }

  private boolean isInShell() {
    return kernel().process().isShell();
  }

  /** Why a signal is not for programs here; null for one that is. */
  private static String owner(int signal) {
    return switch (signal) {
      case SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP ->
          "the Java virtual machine needs it for faults of its own";
      case SIGABRT -> "the C library ends the process with it";
      case SIGQUIT -> "the Java virtual machine prints its threads at it";
      case INTERRUPTS -> "the shell interrupts calls with it";
      case QueueNotices.SIGNAL -> "the shell runs the blocks of mq_notify with it";
      case SignalTable.CARRIER -> "the shell changes the masks of threads with it";
      default -> LIBRARYS.contains(signal) ? "the C library needs it for its threads" : null;
    };
  }

  private static boolean isKernels(int signal) {
    return signal < 1 || signal > Long.SIZE || signal == SIGKILL || signal == SIGSTOP;
  }

  private static void expectFree(int signal, String verb) {
    String owner = owner(signal);
    if (owner != null) {
      throw new UsageException(
          SignalNames.of(signal) + " cannot be " + verb + " here: " + owner, "signal(SIGUSR1) { }");
    }
  }

  /**
   * The signals of a process as the kernel has them.
   *
   * @param pid 0 for the one in which the line is executed
   * @throws SysException ESRCH if there is no such process
   */
  public SignalStates states(int pid) {
    int self = kernel().process().pid();
    int asked = pid == 0 ? self : pid;
    int thread = asked == self && isInShell() ? kernel().thread() : asked;
    try {
      return context
          .unshared()
          .look(() -> new SignalStates(ProcessSignals.of(context.kernel().home(), asked, thread)));
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "signals(" + asked + ")");
    }
  }

  // ---- dispositions

  /**
   * {@code sigaction(2)}.
   *
   * @param handler a block, SIG_DFL, SIG_IGN, or null to ask alone
   * @return what was before: the block, or a {@link Disposition}
   */
  public Object act(int signal, Object handler, int flags, long mask) {
    if (!isInShell()) {
      return actInChild(signal, handler, flags, mask);
    }
    if (isKernels(signal)) {
      // it says EINVAL
      context.sys().signals().sigaction(signal, SignalConstants.SIG_IGN, 0, 0, 0);
    }
    if (handler == null) {
      return disposition(signal);
    }
    expectFree(signal, "handled");
    used = true;
    letJavaActBefore(signal);
    SignalTable table = kernel().signals();
    table.keep(signal, kernel().quiet().signals().action(signal));
    Object before = disposition(signal);
    if (handler instanceof Callable<?> block) {
      handle(table, signal, new SignalHandler(flags, mask, caller(block), block));
    } else if (number(handler) == SignalConstants.SIG_IGN) {
      ignore(table, signal);
    } else {
      byDefault(table, signal);
    }
    return before;
  }

  /** Java gives SIGCHLD the default action when it prepares to start its first program. */
  private static void letJavaActBefore(int signal) {
    try {
      if (signal == SIGCHLD) {
        Class.forName("java.lang.ProcessImpl");
      }
    } catch (ClassNotFoundException isNamedOtherwise) {
      // the class that starts programs
    }
  }

  /**
   * Runs a block between calls, on the thread that evaluates, whenever this signal arrives: what a
   * command sets up for itself ({@code mq_notify}).
   */
  public void run(int signal, Consumer<SignalInfo> block) {
    used = true;
    letJavaActBefore(signal);
    SignalTable table = kernel().signals();
    table.keep(signal, kernel().quiet().signals().action(signal));
    handle(table, signal, new SignalHandler(SignalConstants.SA_RESTART, 0, block, block));
  }

  /** Runs a block with an argument, which Groovy passes. */
  public Object call(Callable<?> block, Object argument) {
    try {
      return context.methods().call(block, argument);
    } catch (Exception e) {
      throw SignalActions.<RuntimeException>uncheckedThrow(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T uncheckedThrow(Throwable e) throws T {
    throw (T) e;
  }

  private Consumer<SignalInfo> caller(Callable<?> block) {
    return info -> call(block, new ReceivedSignal(info));
  }

  private void handle(SignalTable table, int signal, SignalHandler handler) {
    blockElsewhere(SignalNames.bit(signal));
    table.takes(signal, handler);
    int kernels =
        SignalConstants.SA_SIGINFO
            | SignalConstants.SA_ONSTACK
            | handler.flags() & SignalConstants.SA_NOCLDSTOP;
    if (SignalTable.notOfShell(SignalNames.bit(signal)) == 0) {
      // it still reaches threads of the Java virtual machine, whose calls must not fail
      kernels |= SignalConstants.SA_RESTART;
    }
    context
        .sys()
        .signals()
        .sigaction(signal, SignalTable.address(), kernels, table.restorer(), ALL);
  }

  private void ignore(SignalTable table, int signal) {
    if (signal == SIGCHLD) {
      // the kernel would take the status of the shell's own children away
      kernel().quiet().signals().sigaction(signal, table.before(signal));
    } else {
      context.sys().signals().sigaction(signal, SignalConstants.SIG_IGN, 0, table.restorer(), 0);
    }
    table.leaves(signal, true);
  }

  private void byDefault(SignalTable table, int signal) {
    if (table.isHandledByShell(signal)) {
      context.sys().signals().sigaction(signal, table.before(signal));
    } else {
      context.sys().signals().sigaction(signal, SignalConstants.SIG_DFL, 0, table.restorer(), 0);
    }
    table.leaves(signal, false);
    if ((SignalTable.inherited() & SignalNames.bit(signal)) != 0) {
      passOn(table, signal);
    }
  }

  private Object disposition(int signal) {
    SignalTable table = SignalTable.ifUsed();
    if (table != null && table.handler(signal) != null) {
      return table.handler(signal).value();
    }
    if (table != null && (table.ignored() & SignalNames.bit(signal)) != 0 || signal == SIGPIPE) {
      return Disposition.SIG_IGN;
    }
    return disposition(kernel().quiet().signals().action(signal));
  }

  private static Disposition disposition(byte[] action) {
    return handler(action) == SignalConstants.SIG_IGN ? Disposition.SIG_IGN : Disposition.SIG_DFL;
  }

  private static long handler(byte[] action) {
    return ByteBuffer.wrap(action)
        .order(ByteOrder.nativeOrder())
        .getLong(KernelSignalAction.HANDLER);
  }

  private Object actInChild(int signal, Object handler, int flags, long mask) {
    Signals signals = context.sys().signals();
    if (handler instanceof Callable) {
      throw new UsageException(
          "a forked child cannot run a block as a handler: it has no Java virtual machine; "
              + "SIG_IGN, SIG_DFL, sigprocmask and sigwaitinfo work there",
          "c { signal(SIGUSR1, SIG_IGN) }");
    }
    byte[] before =
        handler == null
            ? signals.action(signal)
            : signals.sigaction(signal, number(handler), flags, restorer(), mask);
    return disposition(before);
  }

  private long restorer() {
    SignalTable table = SignalTable.ifUsed();
    return table == null ? 0 : table.restorer();
  }

  private static int number(Object handler) {
    if (handler instanceof Disposition known) {
      return known.getNumber();
    }
    if (handler instanceof Integer number
        && (number == SignalConstants.SIG_DFL || number == SignalConstants.SIG_IGN)) {
      return number;
    }
    throw new IllegalArgumentException(
        "expected a block { info -> ... }, SIG_IGN or SIG_DFL as the handler, given " + handler);
  }

  /**
   * Whether a signal that the shell sends itself does no harm: it has a handler, is ignored or is
   * blocked.
   */
  public boolean isExpected(int signal) {
    SignalTable table = SignalTable.ifUsed();
    if (!isInShell() || table == null || isKernels(signal)) {
      return !isInShell();
    }
    long known = table.taken() | table.ignored() | SignalTable.inherited();
    return (known & SignalNames.bit(signal)) != 0;
  }

  // ---- masks

  /** A set of signals, bit 0 for signal 1. */
  public long set(List<?> signals, String verb) {
    long set = 0;
    for (Object each : signals) {
      Object number = each instanceof ReceivedSignal received ? received.getSigno() : each;
      if (!(number instanceof Integer signal) || signal < 1 || signal > Long.SIZE) {
        throw new IllegalArgumentException("expected signals such as SIGUSR1, given " + each);
      }
      if (isInShell() && !isKernels(signal)) {
        expectFree(signal, verb);
      }
      set |= SignalNames.bit(signal);
    }
    return set;
  }

  /** {@code sigprocmask(2)} of the calling thread; the mask before. */
  public long mask(int how, long signals) {
    if (!isInShell()) {
      return context.sys().signals().sigprocmask(how, signals);
    }
    SignalTable table = ready(how == SIG_UNBLOCK ? 0 : signals);
    SignalInbox inbox = own(table);
    long before = context.sys().signals().sigprocmask(how, signals);
    return inbox == null ? before : table.masked(inbox, how, signals, before);
  }

  /** The mask of the calling thread. */
  public long mask() {
    long kernels = context.sys().signals().mask();
    SignalTable table = SignalTable.ifUsed();
    SignalInbox inbox = table == null || !isInShell() ? null : table.own();
    return inbox == null
        ? isInShell() ? kernels & ~SignalNames.bit(SIGQUIT) : kernels
        : table.masked(inbox, SIG_BLOCK, 0, kernels);
  }

  /** {@code sigwaitinfo(2)}. */
  public ReceivedSignal await(long signals) {
    if (!isInShell()) {
      return new ReceivedSignal(context.sys().signals().sigwaitinfo(signals));
    }
    long missing = signals & ~SignalTable.inherited();
    SignalTable table = missing == 0 ? kernel().signals() : ready(missing);
    SignalInbox inbox = own(table);
    long before = inbox == null ? 0 : table.masked(inbox, SIG_BLOCK, signals, inbox.blocked());
    try {
      SignalInfo info = context.sys().signals().sigwaitinfo(signals);
      table.waitedFor(info.signo());
      return new ReceivedSignal(info);
    } finally {
      if (inbox != null) {
        table.masked(inbox, SIG_SETMASK, before, before);
      }
    }
  }

  /** {@code pause(2)}: the signal that has ended it, whose block runs next. */
  public ReceivedSignal pause() {
    try {
      if (isInShell()) {
        kernel().signals();
      }
      context.sys().signals().pause();
      return null;
    } catch (SysException e) {
      SignalInfo arrived = SignalTable.first();
      if (e.getErrno() != Errno.EINTR || arrived == null) {
        throw e;
      }
      return new ReceivedSignal(arrived);
    }
  }

  private SignalInbox own(SignalTable table) {
    return table.own();
  }

  /** Sees to it that signals, blocked by the calling thread, go nowhere else. */
  private SignalTable ready(long signals) {
    used = true;
    SignalTable table = kernel().signals();
    blockElsewhere(signals);
    for (int signal : SignalNames.in(signals)) {
      if (!isKernels(signal)) {
        passOn(table, signal);
      }
    }
    return table;
  }

  /**
   * Makes a thread of the Java virtual machine that receives the signal nevertheless pass it on.
   */
  private void passOn(SignalTable table, int signal) {
    byte[] action = kernel().quiet().signals().action(signal);
    boolean ofShell = SignalTable.notOfShell(SignalNames.bit(signal)) == 0;
    if (ofShell ? table.before(signal) != null : handler(action) != SignalConstants.SIG_DFL) {
      return;
    }
    table.keep(signal, action);
    if (!ofShell) {
      table.holds(signal);
    }
    int flags =
        SignalConstants.SA_SIGINFO | SignalConstants.SA_ONSTACK | SignalConstants.SA_RESTART;
    kernel()
        .quiet()
        .signals()
        .sigaction(signal, SignalTable.address(), flags, table.restorer(), ALL);
  }

  private void blockElsewhere(long signals) {
    long set = SignalTable.notOfShell(signals);
    if (set != 0) {
      SignalTable table = kernel().signals();
      context.withOwnTable(
          () -> {
            OtherThreads.block(table, set);
            return null;
          });
    }
  }

  /** Notes that an alarm of this process may be pending: it does not outlive the session. */
  public void alarmed() {
    alarmed = true;
  }

  /** Restores the dispositions and this thread's mask, and cancels a pending alarm. */
  public void restore() {
    if (alarmed) {
      alarmed = false;
      context.kernel().home().signals().alarm(0);
    }
    if (used) {
      used = false;
      SignalTable.ifUsed().restore();
    }
  }
}

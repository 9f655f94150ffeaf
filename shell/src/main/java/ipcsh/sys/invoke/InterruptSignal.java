package ipcsh.sys.invoke;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SignalAction;
import ipcsh.sys.abi.SignalConstants;

/**
 * The signal that interrupts a blocking call of a thread: a real-time signal whose handler is a
 * harmless function of the C library ({@code abs}) installed without SA_RESTART, so that the call
 * returns EINTR and nothing else happens, until there are waits that take more ({@link
 * #endsWaits}). A forked child inherits the handler.
 *
 * <p>The same function, with SA_RESTART, handles SIGQUIT, for which the Java virtual machine would
 * print the stacks of all its threads: Ctrl-\ is to do nothing. Unlike SIG_IGN, this applies only
 * to this process; a program that is executed has the default again.
 */
public final class InterruptSignal {
  /** Not one of the first ones, which debuggers and libraries use. */
  private static final int ABOVE_SIGRTMIN = 10;

  private static final long TGKILL = Libc.symbol("tgkill");
  private static final long SIGACTION = Libc.symbol("sigaction");
  private static final long ABS = Libc.symbol("abs");

  /** Linux never sends it. */
  private static final int SUBSTITUTE = ProcessConstants.SIGSTKFLT;

  /** Whether it ends waits in this process, whichever kernel asked first; null: nobody has. */
  private static volatile Boolean endsWaits;

  private final int signal;
  private final int process;

  public InterruptSignal(Arena arena) {
    signal =
        (int) Libc.invoke(Libc.symbol("__libc_current_sigrtmin"), 0, 0, 0, 0, 0, 0)
            + ABOVE_SIGRTMIN;
    process = (int) Libc.invoke(Libc.symbol("getpid"), 0, 0, 0, 0, 0, 0);
    synchronized (InterruptSignal.class) {
      handle(arena, signal, handler(), SignalAction.SA_SIGINFO);
    }
    handle(arena, ProcessConstants.SIGQUIT, ABS, SignalAction.SA_RESTART);
  }

  /**
   * From now on, it also ends a wait for a condition that has no deadline, if it was called by
   * {@link MachineCode.Entry#GUARDED_WAIT}: as if a deadline had passed. False if that does not
   * work with the C library of this machine.
   */
  boolean endsWaits() {
    Boolean known = endsWaits;
    return known != null ? known : tryToEndWaits();
  }

  private boolean tryToEndWaits() {
    synchronized (InterruptSignal.class) {
      if (endsWaits == null) {
        Arena arena = new Arena();
        long handler = MachineCode.get().address(MachineCode.Entry.END_WAIT);
        handle(arena, signal, handler, SignalAction.SA_SIGINFO);
        endsWaits = WaitProbe.succeeds(this::signal);
        handle(arena, signal, handler(), SignalAction.SA_SIGINFO);
        arena.close();
      }
      return endsWaits;
    }
  }

  private static long handler() {
    boolean ends = endsWaits != null && endsWaits;
    return ends ? MachineCode.get().address(MachineCode.Entry.END_WAIT) : ABS;
  }

  private static void handle(Arena arena, int signal, long handler, int flags) {
    NativeMemory action = arena.clear().take(SignalAction.SIZE).zero();
    action.putLong(SignalAction.HANDLER, handler);
    action.putInt(SignalAction.FLAGS, flags);
    long result = Libc.invoke(SIGACTION, signal, action.address(), 0, 0, 0, 0);
    if (result != 0) {
      throw new IllegalStateException("sigaction(" + signal + "): " + Errno.of(Libc.errno()));
    }
  }

  /** The signal's number. */
  public int signal() {
    return signal;
  }

  /** Sends the signal to a thread of this process; false if the thread has ended. */
  public boolean signal(int thread) {
    if (Libc.invoke(TGKILL, process, thread, signal, 0, 0, 0) == 0) {
      return true;
    }
    return Errno.of(Libc.errno()) == Errno.EAGAIN && substitute(thread);
  }

  /**
   * Sends a standard signal, which needs no room: as many real-time signals are pending as
   * RLIMIT_SIGPENDING permits. Returns false if it is the program's.
   */
  private boolean substitute(int thread) {
    Arena arena = new Arena();
    try {
      NativeMemory action = arena.take(SignalAction.SIZE).zero();
      Libc.invoke(SIGACTION, SUBSTITUTE, 0, action.address(), 0, 0, 0);
      long handler = action.getLong(SignalAction.HANDLER);
      long wanted = handler();
      if (handler == SignalConstants.SIG_DFL || handler == ABS) {
        handle(arena, SUBSTITUTE, wanted, SignalAction.SA_SIGINFO);
      } else if (handler != wanted) {
        return false;
      }
      return Libc.invoke(TGKILL, process, thread, SUBSTITUTE, 0, 0, 0) == 0;
    } finally {
      arena.close();
    }
  }

  /** Sends the signal to a child, whose only thread has the child's process ID. */
  void signalChild(int child) {
    Libc.invoke(TGKILL, child, child, signal, 0, 0, 0);
  }
}

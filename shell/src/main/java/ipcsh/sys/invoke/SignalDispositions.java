package ipcsh.sys.invoke;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.KernelSignalAction;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SignalAction;
import ipcsh.sys.abi.SignalConstants;
import ipcsh.sys.abi.SignalNames;
import ipcsh.sys.abi.SystemCallNumbers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What is done at each signal: the session's block, for which the kernel has our handler, and the
 * action that the signal had before.
 */
final class SignalDispositions {
  /** The terminal's library is sent these in any case. */
  static final long TERMINAL =
      SignalNames.bit(ProcessConstants.SIGWINCH) | SignalNames.bit(ProcessConstants.SIGCONT);

  /** All for which the terminal's library installs handlers of its own. */
  static final long OF_TERMINAL =
      SignalMasks.ENDING | TERMINAL | SignalNames.bit(ProcessConstants.SIGTSTP);

  /** For a signal that threads of the Java virtual machine receive as well. */
  private static final long FLAGS =
      SignalConstants.SA_SIGINFO | SignalConstants.SA_ONSTACK | SignalConstants.SA_RESTART;

  private static final long SYSCALL = Libc.symbol("syscall");

  private final SignalMemory memory;
  private final long restorer;
  private final AtomicReferenceArray<SignalHandler> handlers =
      new AtomicReferenceArray<>(Long.SIZE + 1);

  /** The action of each signal before the session's first, as the kernel has it. */
  private final byte[][] before = new byte[Long.SIZE + 1][];

  private volatile long ignored;

  /** Signals that our handler takes without a block, one bit each: see {@link #holds}. */
  private volatile long held;

  /** Installs the handler of the carrier: it changes the mask of the thread that is sent it. */
  SignalDispositions(SignalMemory memory) {
    this.memory = memory;
    Arena arena = new Arena();
    NativeMemory action = arena.take(SignalAction.SIZE).zero();
    action.putLong(SignalAction.HANDLER, MachineCode.get().address(MachineCode.Entry.ADD_TO_MASK));
    action.putInt(SignalAction.FLAGS, (int) FLAGS);
    Libc.invoke(Libc.symbol("sigaction"), SignalTable.CARRIER, action.address(), 0, 0, 0, 0);
    NativeMemory kernels = arena.take(KernelSignalAction.SIZE).zero();
    Libc.invoke(
        SYSCALL,
        SystemCallNumbers.RT_SIGACTION,
        SignalTable.CARRIER,
        0,
        kernels.address(),
        Long.BYTES,
        0);
    // on aarch64 the library sets none, leaves its place as it is, and the kernel has one of its
    // own
    boolean isSet = (kernels.getLong(KernelSignalAction.FLAGS) & SignalConstants.SA_RESTORER) != 0;
    restorer = isSet ? kernels.getLong(KernelSignalAction.RESTORER) : 0;
    arena.close();
  }

  static long address() {
    return MachineCode.get().address(MachineCode.Entry.TAKE_SIGNAL);
  }

  long restorer() {
    return restorer;
  }

  SignalHandler handler(int signal) {
    return handlers.get(signal);
  }

  long taken() {
    return memory.taken() & ~held;
  }

  long ignored() {
    return ignored;
  }

  boolean isHeld(int signal) {
    return (held & SignalNames.bit(signal)) != 0;
  }

  synchronized void keep(int signal, byte[] action) {
    if (before[signal] == null) {
      before[signal] = action;
      ByteBuffer fields = ByteBuffer.wrap(action).order(ByteOrder.nativeOrder());
      memory.previousHandler(signal, fields.getLong(KernelSignalAction.HANDLER));
    }
  }

  synchronized byte[] before(int signal) {
    return before[signal];
  }

  synchronized long changed() {
    long set = 0;
    for (int signal = 1; signal <= Long.SIZE; signal++) {
      set |= before[signal] == null ? 0 : SignalNames.bit(signal);
    }
    return set;
  }

  boolean isHandledByShell(int signal) {
    return memory.previousHandler(signal) > SignalConstants.SIG_IGN;
  }

  void takes(int signal, SignalHandler handler) {
    long bit = SignalNames.bit(signal);
    handlers.set(signal, handler);
    ignored &= ~bit;
    held &= ~bit;
    memory.take(signal);
  }

  synchronized void holds(int signal) {
    held |= SignalNames.bit(signal);
    memory.take(signal);
  }

  void leaves(int signal, boolean ignores) {
    long bit = SignalNames.bit(signal);
    memory.leave(signal);
    held &= ~bit;
    handlers.set(signal, null);
    ignored = ignores ? ignored | bit : ignored & ~bit;
  }

  /** Restores the action that a signal had before. */
  void reset(int signal) {
    Arena arena = new Arena();
    install(arena, signal, before(signal));
    arena.close();
    leaves(signal, false);
  }

  private static void install(Arena arena, int signal, byte[] action) {
    NativeMemory memory = arena.clear().take(KernelSignalAction.SIZE).put(0, action);
    Libc.invoke(
        SYSCALL, SystemCallNumbers.RT_SIGACTION, signal, memory.address(), 0, Long.BYTES, 0);
  }

  /** Installs our handler again for those of these signals that have a block. */
  synchronized void reassert(long which) {
    Arena arena = new Arena();
    for (int signal : SignalNames.in(taken() & which)) {
      NativeMemory now = arena.clear().take(KernelSignalAction.SIZE).zero();
      Libc.invoke(SYSCALL, SystemCallNumbers.RT_SIGACTION, signal, 0, now.address(), Long.BYTES, 0);
      if (now.getLong(KernelSignalAction.HANDLER) != address()) {
        now.putLong(KernelSignalAction.HANDLER, address());
        now.putLong(
            KernelSignalAction.FLAGS, FLAGS | (restorer == 0 ? 0 : SignalConstants.SA_RESTORER));
        now.putLong(KernelSignalAction.RESTORER, restorer);
        now.putLong(KernelSignalAction.MASK, -1L);
        Libc.invoke(
            SYSCALL, SystemCallNumbers.RT_SIGACTION, signal, now.address(), 0, Long.BYTES, 0);
      }
    }
    arena.close();
  }

  /** Restores the actions that all signals had before. */
  synchronized void restore(Arena arena) {
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
  }
}

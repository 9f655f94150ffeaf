package ipcsh.sys.invoke;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SignalAction;

/**
 * Installs our handlers for fault signals in front of those of the Java virtual machine. They make
 * a guarded call return to its caller, and pass everything else to the machine, which uses the same
 * signals for its own purposes.
 */
public final class FaultSignals {
  /**
   * SIGABRT: raised by the C library when it finds a lock in an impossible state. SIGILL: for a
   * lock whose bytes request elision it executes instructions that the processor may not have.
   */
  public static final int[] SIGNALS = {
    ProcessConstants.SIGSEGV,
    ProcessConstants.SIGBUS,
    ProcessConstants.SIGABRT,
    ProcessConstants.SIGILL,
    ProcessConstants.SIGFPE
  };

  private final MachineCode code;

  FaultSignals(MachineCode code) {
    this.code = code;
  }

  void install() {
    Arena arena = new Arena();
    long sigaction = Libc.symbol("sigaction");
    for (int signal : SIGNALS) {
      NativeMemory action = arena.clear().take(SignalAction.SIZE);
      if (Libc.invoke(sigaction, signal, 0, action.address(), 0, 0, 0) != 0) {
        throw new IllegalStateException("sigaction(" + signal + "): " + Errno.of(Libc.errno()));
      }
      code.chain(signal, action.getLong(SignalAction.HANDLER));
      action
          .putLong(SignalAction.HANDLER, code.address(MachineCode.Entry.HANDLER))
          .putInt(SignalAction.FLAGS, action.getInt(SignalAction.FLAGS) | SignalAction.SA_SIGINFO);
      Libc.invoke(sigaction, signal, action.address(), 0, 0, 0, 0);
    }
    arena.close();
  }
}

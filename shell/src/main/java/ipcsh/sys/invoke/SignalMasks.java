package ipcsh.sys.invoke;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.Libc;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SignalConstants;
import ipcsh.sys.abi.SignalInfo;
import ipcsh.sys.abi.SignalNames;
import ipcsh.sys.abi.SystemCallNumbers;

/**
 * The signal masks of the threads: the kernel's, and the program's, which is in the {@link
 * SignalInbox}. They differ while a signal has arrived and its block has not run.
 */
final class SignalMasks {
  /** The signals that interrupt or end the shell: they continue to reach it. */
  static final long ENDING =
      SignalNames.bit(ProcessConstants.SIGHUP)
          | SignalNames.bit(ProcessConstants.SIGINT)
          | SignalNames.bit(ProcessConstants.SIGTERM);

  /** The Java virtual machine blocks it in all threads but one, which the program does not see. */
  private static final long OF_JAVA = SignalNames.bit(ProcessConstants.SIGQUIT);

  /** With this signal the Java virtual machine stops threads, if the launcher says so. */
  private static final int OF_SUSPENSION = 62;

  /** The signals that a thread can block: not faults, nor the shell's own, nor those of its end. */
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
              SignalTable.CARRIER - 1,
              SignalTable.CARRIER,
              OF_SUSPENSION));

  private static final long SYSCALL = Libc.symbol("syscall");

  private SignalMasks() {}

  private static long bits(int... signals) {
    long set = 0;
    for (int signal : signals) {
      set |= SignalNames.bit(signal);
    }
    return set;
  }

  static void suspend(SignalInbox inbox) {
    block(inbox, PROGRAMS);
  }

  static void resume(SignalInbox inbox) {
    block(inbox, inbox.blocked());
    unblock(inbox, PROGRAMS & ~inbox.blocked() & ~inbox.pending());
  }

  /** Adds to the kernel's mask of the calling thread. */
  static void block(SignalInbox inbox, long signals) {
    change(inbox, ProcessConstants.SIG_BLOCK, signals);
  }

  /** Removes from the kernel's mask of the calling thread. */
  static void unblock(SignalInbox inbox, long signals) {
    change(inbox, ProcessConstants.SIG_UNBLOCK, signals);
  }

  private static void change(SignalInbox inbox, int how, long signals) {
    if (signals != 0) {
      Libc.invoke(
          SYSCALL, SystemCallNumbers.RT_SIGPROCMASK, how, inbox.set(signals), 0, Long.BYTES, 0);
    }
  }

  static long masked(SignalInbox inbox, int how, long signals, long kernels) {
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

  static void addToMask(Arena arena, int process, int thread, long signals) {
    NativeMemory info = arena.clear().take(SignalInfo.SIZE).zero();
    info.putInt(SignalInfo.SIGNO, SignalTable.CARRIER);
    info.putInt(SignalInfo.CODE, SignalConstants.SI_QUEUE).putLong(SignalInfo.VALUE, signals);
    queue(process, thread, SignalTable.CARRIER, info);
  }

  /** Sends a thread of this process a signal ({@code rt_tgsigqueueinfo(2)}). */
  static void queue(int process, int thread, int signal, NativeMemory info) {
    Libc.invoke(
        SYSCALL, SystemCallNumbers.RT_TGSIGQUEUEINFO, process, thread, signal, info.address(), 0);
  }

  /**
   * Gives the calling thread the mask that it had before the session's first change; pending
   * signals, which by default might end the process, are discarded.
   */
  static void restore(Arena arena, SignalInbox inbox) {
    long added = inbox.blocked() & ~inbox.maskBefore();
    discard(arena, added);
    inbox.blocked(inbox.maskBefore());
    unblock(inbox, added);
  }

  private static void discard(Arena arena, long signals) {
    NativeMemory set = arena.clear().take(Long.BYTES).putLong(0, signals);
    NativeMemory now = arena.take(16).zero();
    while (signals != 0
        && Libc.invoke(
                SYSCALL,
                SystemCallNumbers.RT_SIGTIMEDWAIT,
                set.address(),
                0,
                now.address(),
                Long.BYTES,
                0)
            > 0) {
      // the next one
    }
  }
}

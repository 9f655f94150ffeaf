package ipcsh.sys.function;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.KernelSignalAction;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SignalConstants;
import ipcsh.sys.abi.SignalInfo;
import ipcsh.sys.abi.SignalNames;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SystemCallNumbers;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/**
 * Signals of the calling thread and of its process: {@code sigaction(2)}, {@code sigprocmask(2)},
 * {@code sigwaitinfo(2)}, {@code sigqueue(3)}. They are the system calls, which take sets of 64
 * bits, bit 0 for signal 1.
 */
public final class Signals extends Functions {
  private static final int SET_SIZE = Long.BYTES;

  private static final NativeFunction SIGACTION =
      syscall("rt_sigaction", "SIG sigact outsigact size").as("sigaction");
  private static final NativeFunction SIGPROCMASK =
      syscall("rt_sigprocmask", "SIG_ sigset outsigset size").as("sigprocmask");
  private static final NativeFunction SIGPENDING =
      syscall("rt_sigpending", "outsigset size").as("sigpending");
  private static final NativeFunction SIGTIMEDWAIT =
      syscall("rt_sigtimedwait", "sigset outsiginfo timespec size").as("sigwaitinfo").blocking();
  private static final NativeFunction SIGQUEUE =
      syscall("rt_sigqueueinfo", "int SIG siginfo").as("sigqueue");
  private static final NativeFunction RAISE = syscall("tgkill", "int int SIG").as("raise");
  private static final NativeFunction ALARM = NativeFunction.of("alarm", "int");
  private static final NativeFunction PAUSE = NativeFunction.of("pause", "").blocking();
  private static final NativeFunction KILLPG = NativeFunction.of("killpg", "int SIG");

  public Signals(SyscallInvoker invoker) {
    super(invoker);
  }

  private static NativeFunction syscall(String name, String arguments) {
    return NativeFunction.of("syscall", "long " + arguments).wide().shownAs(name);
  }

  /**
   * {@code rt_sigaction(2)}.
   *
   * @param handler an address, or SIG_DFL, SIG_IGN
   * @param flags with SA_RESTORER where {@code restorer} is not 0
   * @return the action before, {@link KernelSignalAction}
   */
  public byte[] sigaction(int signal, long handler, int flags, long restorer, long mask) {
    NativeMemory action = fresh().take(KernelSignalAction.SIZE).zero();
    long all = flags & 0xffffffffL | (restorer == 0 ? 0 : SignalConstants.SA_RESTORER);
    action.putLong(KernelSignalAction.HANDLER, handler);
    action.putLong(KernelSignalAction.FLAGS, all);
    action.putLong(KernelSignalAction.RESTORER, restorer);
    action.putLong(KernelSignalAction.MASK, mask);
    return sigaction(signal, action);
  }

  /** The same with an action that was one before. */
  public byte[] sigaction(int signal, byte[] action) {
    return sigaction(signal, fresh().store(action));
  }

  private byte[] sigaction(int signal, NativeMemory action) {
    NativeMemory before = invoker.arena().take(KernelSignalAction.SIZE).zero();
    long result =
        invoker.call(
            SIGACTION,
            SystemCallNumbers.RT_SIGACTION,
            signal,
            action == null ? 0 : action.address(),
            before.address(),
            SET_SIZE,
            0);
    if (result == -1) {
      throw failure("sigaction", constant("SIG", signal));
    }
    return before.get(0, KernelSignalAction.SIZE);
  }

  /** The action that a signal has. */
  public byte[] action(int signal) {
    fresh();
    return sigaction(signal, (NativeMemory) null);
  }

  /**
   * {@code sigprocmask(2)}: the mask of the calling thread.
   *
   * @return the mask before
   */
  public long sigprocmask(int how, long signals) {
    return mask(how, fresh().take(SET_SIZE).putLong(0, signals), signals);
  }

  /** The mask of the calling thread. */
  public long mask() {
    fresh();
    return mask(0, null, 0);
  }

  private long mask(int how, NativeMemory set, long signals) {
    NativeMemory before = invoker.arena().take(SET_SIZE).putLong(0, 0);
    long address = set == null ? 0 : set.address();
    if (invoker.call(
            SIGPROCMASK,
            SystemCallNumbers.RT_SIGPROCMASK,
            how,
            address,
            before.address(),
            SET_SIZE,
            0)
        == -1) {
      throw failure("sigprocmask", constant("SIG_", how), word(SignalNames.of(signals)));
    }
    return before.getLong(0);
  }

  /** {@code sigpending(2)}: those that wait since they are blocked. */
  public long sigpending() {
    NativeMemory set = fresh().take(SET_SIZE).putLong(0, 0);
    if (invoker.call(SIGPENDING, SystemCallNumbers.RT_SIGPENDING, set.address(), SET_SIZE, 0, 0, 0)
        == -1) {
      throw failure("sigpending");
    }
    return set.getLong(0);
  }

  /** {@code sigwaitinfo(2)}: takes one of these, which are blocked; waits for it. */
  public SignalInfo sigwaitinfo(long signals) {
    NativeMemory set = fresh().take(SET_SIZE).putLong(0, signals);
    NativeMemory info = invoker.arena().take(SignalInfo.SIZE).zero();
    long got =
        invoker.call(
            SIGTIMEDWAIT,
            SystemCallNumbers.RT_SIGTIMEDWAIT,
            set.address(),
            info.address(),
            0,
            SET_SIZE,
            0);
    if (got == -1) {
      throw failure("sigwaitinfo", word(SignalNames.of(signals)));
    }
    return new SignalInfo(info.get(0, SignalInfo.SIZE));
  }

  /** {@code sigqueue(3)}: sends a signal that carries a value. */
  public int sigqueue(int pid, int signal, long value, int sender, int uid) {
    NativeMemory info = fresh().take(SignalInfo.SIZE).zero();
    info.putInt(SignalInfo.SIGNO, signal).putInt(SignalInfo.CODE, SignalConstants.SI_QUEUE);
    info.putInt(SignalInfo.PID, sender).putInt(SignalInfo.UID, uid);
    info.putLong(SignalInfo.VALUE, value);
    if (invoker.call(SIGQUEUE, SystemCallNumbers.RT_SIGQUEUEINFO, pid, signal, info.address(), 0, 0)
        == -1) {
      throw failure("sigqueue", pid, constant("SIG", signal), word(Long.toString(value)));
    }
    return 0;
  }

  /** {@code raise(3)}: sends a signal to the calling thread. */
  public int raise(int process, int thread, int signal) {
    if (invoker.call(RAISE, SystemCallNumbers.TGKILL, process, thread, signal, 0, 0) == -1) {
      throw failure("raise", constant("SIG", signal));
    }
    return 0;
  }

  /** {@code alarm(2)}: SIGALRM after so many seconds; gives what was left of the last one. */
  public int alarm(int seconds) {
    return check(invoker.call(ALARM, seconds, 0, 0, 0, 0, 0), "alarm", seconds, NOTHING);
  }

  /**
   * {@code pause(2)}: waits until a handler was called.
   *
   * @throws SysException EINTR, always
   */
  public void pause() {
    invoker.call(PAUSE, 0, 0, 0, 0, 0, 0);
    throw failure("pause");
  }

  /** {@code killpg(3)}: a signal to a process group. */
  public int killpg(int group, int signal) {
    if (invoker.call(KILLPG, group, signal, 0, 0, 0, 0) == -1) {
      throw failure("killpg", group, constant("SIG", signal));
    }
    return 0;
  }

  /** A failure that the shell finds where the kernel would have found it. */
  public static SysException waitFailure(Errno errno, long signals) {
    return found(errno, "sigwaitinfo", word(SignalNames.of(signals)));
  }
}

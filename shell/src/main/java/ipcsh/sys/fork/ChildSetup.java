package ipcsh.sys.fork;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.InternalDescriptorRange;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SystemCallNumbers;
import ipcsh.sys.invoke.FaultSignals;
import ipcsh.sys.invoke.MachineCode;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.util.Arrays;

/**
 * The initialization of a forked child: it removes what belongs to the Java virtual machine. The
 * machine's descriptors would keep sockets and pipes open, its signal handlers would run code that
 * does not exist in the child, its process group would receive Ctrl-C.
 *
 * <p>The child must end with the shell even if it is blocked or stopped. So the kernel is asked to
 * send SIGKILL when the last write end of the lifeline pipe is closed, which only the shell has
 * (PR_SET_PDEATHSIG would signal the end of the forking thread).
 */
public final class ChildSetup {
  private static final int SIGNALS = 64;
  private static final int SIG_DFL = 0;
  private static final int SIG_IGN = 1;

  /** The signals reserved by glibc, which {@code signal} refuses. */
  private static final long OF_THE_LIBRARY = 3L << 31;

  private static final NativeFunction SETPGID = NativeFunction.of("setpgid", "");
  private static final NativeFunction OPEN = NativeFunction.of("open", "");
  private static final NativeFunction SYSCALL = NativeFunction.of("syscall", "").wide();
  private static final NativeFunction MEMSET = NativeFunction.of("memset", "").wide();
  private static final NativeFunction SIGNAL = NativeFunction.of("signal", "").wide();
  private static final NativeFunction SIGMASK =
      NativeFunction.of("pthread_sigmask", "").givingError();

  private final DrivenProcess child;
  private final SyscallInvoker invoker;

  ChildSetup(DrivenProcess child, SyscallInvoker invoker) {
    this.child = child;
    this.invoker = invoker;
  }

  /**
   * Takes them.
   *
   * @param keep the descriptors that it keeps beside 0, 1 and 2
   * @param handled the signals that have other actions than the default, a bit each
   * @param inherited the number of its parent's lifeline
   * @param mask the signals that it begins with as blocked, a bit each
   */
  void take(int[] keep, long handled, int inherited, long mask) {
    checked(SETPGID, 0, 0, 0);
    // first, because the table may be full
    closeAllBut(keep, inherited);
    child.control().lifeline(watch(inherited));
    checked(Forking.CLOSE, inherited, 0, 0);
    if (handled != 0) {
      leaveSignals(handled);
    }
    NativeMemory set = invoker.arena().clear().take(Forking.SIGSET_SIZE).zero();
    set.putLong(0, mask);
    checked(SIGMASK, ProcessConstants.SIG_SETMASK, set.address(), 0);
  }

  private long checked(NativeFunction function, long a, long b, long c) {
    long result = invoker.call(function, a, b, c, 0, 0, 0);
    if (result == -1) {
      throw new SysException(Errno.of(invoker.errno()), "fork()");
    }
    return result;
  }

  /**
   * Reopens the lifeline, because the process to be signalled is a property of the open file
   * description.
   */
  private int watch(int inherited) {
    NativeMemory path = invoker.arena().clear().string("/proc/self/fd/" + inherited);
    int flags = FileConstants.O_RDONLY | FileConstants.O_NONBLOCK | FileConstants.O_CLOEXEC;
    long opened = checked(OPEN, path.address(), flags, 0);
    int lifeline = moved((int) opened);
    checked(Forking.FCNTL, lifeline, FileConstants.F_SETOWN, child.pid());
    checked(Forking.FCNTL, lifeline, FileConstants.F_SETSIG, ProcessConstants.SIGKILL);
    checked(
        Forking.FCNTL,
        lifeline,
        FileConstants.F_SETFL,
        flags & ~FileConstants.O_CLOEXEC | FileConstants.O_ASYNC);
    return lifeline;
  }

  /** Moves a descriptor above those of the session, if the limit of descriptors allows it. */
  private int moved(int opened) {
    long high =
        invoker.call(
            Forking.FCNTL,
            opened,
            FileConstants.F_DUPFD_CLOEXEC,
            InternalDescriptorRange.LOWEST,
            0,
            0,
            0);
    if (high == -1) {
      return opened;
    }
    checked(Forking.CLOSE, opened, 0, 0);
    return (int) high;
  }

  private void closeAllBut(int[] keep, int lifeline) {
    int[] kept = Arrays.copyOf(keep, keep.length + 5);
    System.arraycopy(
        new int[] {0, 1, 2, lifeline, child.control().itsSocket()}, 0, kept, keep.length, 5);
    Arrays.sort(kept);
    long from = 0;
    for (int number : kept) {
      if (number > from) {
        checked(SYSCALL, SystemCallNumbers.CLOSE_RANGE, from, number - 1);
      }
      from = Math.max(from, number + 1L);
    }
    checked(SYSCALL, SystemCallNumbers.CLOSE_RANGE, from, 0xffffffffL);
  }

  private void leaveSignals(long handled) {
    MachineCode code = MachineCode.get();
    invoker.call(MEMSET, code.chainAddress(), 0, code.chainSize(), 0, 0, 0);
    long guarded = 0;
    for (int signal : FaultSignals.SIGNALS) {
      guarded |= bit(signal);
    }
    for (int signal = 1; signal <= SIGNALS; signal++) {
      if ((handled & ~OF_THE_LIBRARY & ~guarded & bit(signal)) != 0) {
        // a failed write is to be an error of the block; a program executed by the child gets the
        // default
        checked(SIGNAL, signal, signal == ProcessConstants.SIGPIPE ? SIG_IGN : SIG_DFL, 0);
      }
    }
  }

  private static long bit(int signal) {
    return 1L << signal - 1;
  }
}

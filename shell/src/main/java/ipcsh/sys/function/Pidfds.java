package ipcsh.sys.function;

import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.ChildInfo;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SignalInfo;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SystemCallNumbers;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/**
 * Processes by descriptor: {@code pidfd_open(2)}, {@code pidfd_getfd(2)}, {@code
 * pidfd_send_signal(2)}, and {@code waitid(2)}, which accepts one. The C library has functions for
 * them only since version 2.36, so the system calls are made by number.
 */
public final class Pidfds extends Functions {
  private static final NativeFunction PIDFD_OPEN =
      NativeFunction.of("syscall", "long int PIDFD_").wide().shownAs("pidfd_open");
  private static final NativeFunction PIDFD_GETFD =
      NativeFunction.of("syscall", "long fd int int").wide().shownAs("pidfd_getfd");
  private static final NativeFunction PIDFD_SEND_SIGNAL =
      NativeFunction.of("syscall", "long fd SIG ptr int").wide().shownAs("pidfd_send_signal");

  /** The system call has a fifth argument, unlike the C function. */
  private static final NativeFunction WAITID =
      NativeFunction.of("waitid", "P_ int outchildinfo W ptr").blocking();

  private static final NativeFunction IOCTL = NativeFunction.of("ioctl", "fd ioctl ptr");

  /** {@code struct pidfd_info} of {@code linux/pidfd.h}, which older headers lack. */
  private static final class PidfdInfo {
    static final int SIZE = 64;
    static final int EXIT = 1 << 3;
    static final int EXIT_CODE = 60;

    /** {@code _IOWR(0xff, 11, struct pidfd_info)}. */
    static final int REQUEST = 0xc000ff0b | SIZE << 16;
  }

  public Pidfds(SyscallInvoker invoker) {
    super(invoker);
  }

  /** {@code pidfd_open(2)}. */
  public int open(int pid, int flags) {
    long fd = invoker.call(PIDFD_OPEN, SystemCallNumbers.PIDFD_OPEN, pid, flags, 0, 0, 0);
    return check(fd, "pidfd_open", pid, flags("PIDFD_", flags));
  }

  /** {@code pidfd_getfd(2)}: a duplicate in this process of a descriptor of another one. */
  public int getfd(int pidfd, int number) {
    long fd = invoker.call(PIDFD_GETFD, SystemCallNumbers.PIDFD_GETFD, pidfd, number, 0, 0, 0);
    return check(fd, "pidfd_getfd", pidfd, number);
  }

  /** {@code pidfd_send_signal(2)}, as {@code kill(2)} sends it. */
  public int sendSignal(int pidfd, int signal) {
    long result =
        invoker.call(
            PIDFD_SEND_SIGNAL, SystemCallNumbers.PIDFD_SEND_SIGNAL, pidfd, signal, 0, 0, 0);
    return check(result, "pidfd_send_signal", pidfd, CallText.constant("SIG", signal));
  }

  /**
   * {@code waitid(2)}.
   *
   * @return the status of a child, or null if there is none to report (WNOHANG)
   */
  public WaitStatus waitid(int type, int id, int options) {
    NativeMemory info = fresh().take(SignalInfo.SIZE).zero();
    if (invoker.call(WAITID, type, id, info.address(), options, 0, 0) == -1) {
      throw failure("waitid", CallText.constant("P_", type), id, flags("W", options));
    }
    return ChildInfo.read(new SignalInfo(info));
  }

  /**
   * PIDFD_GET_INFO: how the process has ended, after it was reaped; null if it was not, or if the
   * kernel does not report it (before Linux 6.15).
   */
  public WaitStatus end(int pidfd) {
    NativeMemory info = fresh().take(PidfdInfo.SIZE).zero().putLong(0, PidfdInfo.EXIT);
    long result = invoker.call(IOCTL, pidfd, PidfdInfo.REQUEST, info.address(), 0, 0, 0);
    boolean said = result != -1 && (info.getLong(0) & PidfdInfo.EXIT) != 0;
    return said ? new WaitStatus(-1, info.getInt(PidfdInfo.EXIT_CODE)) : null;
  }

  /** A failure of waitid that is detected by the shell itself instead of the kernel. */
  public static SysException waitidFailure(Errno errno, int type, int id, int options) {
    return found(errno, "waitid", CallText.constant("P_", type), id, flags("W", options));
  }
}

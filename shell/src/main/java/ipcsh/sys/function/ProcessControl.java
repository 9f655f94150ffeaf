package ipcsh.sys.function;

import ipcsh.sys.abi.Arena;
import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SystemCallNumbers;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import ipcsh.sys.text.KernelText;
import java.util.List;

/**
 * Children and signals: {@code wait4(2)}, {@code kill(2)}, {@code pidfd_open(2)}, {@code kcmp(2)}.
 */
public final class ProcessControl extends Functions {
  private static final int PR_SET_CHILD_SUBREAPER = 36;

  private static final int CLONE_FILES = 0x400;

  private static final NativeFunction WAIT4 =
      NativeFunction.of("wait4", "int status W ptr").as("waitpid").blocking();
  private static final NativeFunction KILL = NativeFunction.of("kill", "int SIG");
  private static final NativeFunction GETPGRP = NativeFunction.of("getpgrp", "");
  private static final NativeFunction EXIT = NativeFunction.of("_exit", "int");
  private static final NativeFunction EXECVP =
      NativeFunction.of("execvp", "path strings").replacingProgram();
  private static final NativeFunction SIGNAL =
      NativeFunction.of("signal", "SIG int").wide().silent();
  private static final NativeFunction CHDIR = NativeFunction.of("chdir", "path");
  private static final int LONGEST_PATH = 4096;

  /** The system call: the C library's function returns a pointer, and not -1. */
  private static final NativeFunction GETCWD =
      NativeFunction.of("syscall", "long outpath size").wide().shownAs("getcwd");

  private static final NativeFunction PRCTL =
      NativeFunction.of("prctl", "int long long long long").silent();
  private static final int CLOSE_RANGE_UNSHARE = 2;
  private static final NativeFunction CLOSE_RANGE =
      NativeFunction.of("syscall", "long int int int").wide().shownAs("close_range").silent();
  private static final NativeFunction UNSHARE = NativeFunction.of("unshare", "int").silent();

  private static final NativeFunction PIDFD_GETFD =
      NativeFunction.of("syscall", "long int int int").wide().shownAs("pidfd_getfd");
  private static final NativeFunction KCMP =
      NativeFunction.of("syscall", "long int int KCMP_ fd fd").wide().shownAs("kcmp");
  private static final NativeFunction SYSCALL =
      NativeFunction.of("syscall", "long int int").wide().shownAs("pidfd_open");

  public ProcessControl(SyscallInvoker invoker) {
    super(invoker);
  }

  /**
   * {@code wait4(2)} without resource usage.
   *
   * @return the status of a child, or null if there is none to report (WNOHANG)
   */
  public WaitStatus wait4(int pid, int flags) {
    NativeMemory status = fresh().take(4).putInt(0, 0);
    int child = (int) invoker.call(WAIT4, pid, status.address(), flags, 0, 0, 0);
    if (child == -1) {
      throw failure("waitpid", pid, flags("W", flags));
    }
    return child == 0 ? null : new WaitStatus(child, status.getInt(0));
  }

  /** A failure of waiting that is detected by the shell itself instead of the kernel. */
  public static SysException waitFailure(Errno errno, int pid, int flags) {
    return found(errno, "waitpid", pid, flags("W", flags));
  }

  /** {@code kill(2)}. */
  public int kill(int pid, int signal) {
    long result = invoker.call(KILL, pid, signal, 0, 0, 0, 0);
    if (result == -1) {
      throw failure("kill", pid, CallText.constant("SIG", signal));
    }
    return 0;
  }

  /** A failure of kill that is detected by the shell itself instead of the kernel. */
  public static SysException killFailure(Errno errno, int pid, int signal) {
    return found(errno, "kill", pid, CallText.constant("SIG", signal));
  }

  /** {@code _exit(2)} in a forked child: ends it. */
  public void exit(int status) {
    if (invoker.call(EXIT, status, 0, 0, 0, 0, 0) == -1
        && invoker.errno() != Errno.ESRCH.getNumber()) {
      throw failure("_exit", status);
    }
  }

  /** {@code execvp(3)} in a forked child: returns when the other program has started. */
  public void execvp(String file, List<String> arguments) {
    Arena arena = fresh();
    NativeMemory pointers = arena.take((arguments.size() + 1) * Long.BYTES);
    for (int i = 0; i < arguments.size(); i++) {
      pointers.putLong(i * Long.BYTES, arena.string(arguments.get(i)).address());
    }
    pointers.putLong(arguments.size() * Long.BYTES, 0);
    long path = arena.string(file).address();
    // a program starts with the default, which a child does not have (see ChildSetup)
    int pipe = ProcessConstants.SIGPIPE;
    long before = invoker.call(SIGNAL, pipe, 0, 0, 0, 0, 0);
    if (before == -1) {
      throw failure("execvp", file, word(arguments.toString()));
    }
    if (invoker.call(EXECVP, path, pointers.address(), 0, 0, 0, 0) == -1) {
      SysException failure = failure("execvp", file, word(arguments.toString()));
      invoker.call(SIGNAL, pipe, before, 0, 0, 0, 0);
      throw failure;
    }
  }

  /** {@code getpgrp(2)}: this process's group. */
  public int getpgrp() {
    return check(invoker.call(GETPGRP, 0, 0, 0, 0, 0, 0), "getpgrp", NOTHING, NOTHING);
  }

  /** {@code pidfd_open(2)}: a descriptor that is readable when the process has ended. */
  public int pidfdOpen(int pid) {
    return check(
        invoker.call(SYSCALL, SystemCallNumbers.PIDFD_OPEN, pid, 0, 0, 0, 0), "pidfd_open", pid, 0);
  }

  /**
   * {@code kcmp(2)} of two descriptors, each of a process: whether they share an open file
   * description. EPERM if the user may not inspect the processes, ESRCH if one does not exist.
   */
  public boolean sameFile(int onePid, int one, int otherPid, int other) {
    return compareFiles(onePid, one, otherPid, other) == 0;
  }

  /**
   * The order that {@code kcmp(2)} gives the open file descriptions of two descriptors: 0 if they
   * are the same, otherwise negative or positive, in an order that does not change until the system
   * is rebooted.
   */
  public int compareFiles(int onePid, int one, int otherPid, int other) {
    int what = ProcessConstants.KCMP_FILE;
    long order = invoker.call(KCMP, SystemCallNumbers.KCMP, onePid, otherPid, what, one, other);
    if (order == -1) {
      throw failure("kcmp", onePid, otherPid, word("KCMP_FILE"), one, other);
    }
    // 1 is less, 2 is greater
    return order == 0 ? 0 : order == 1 ? -1 : 1;
  }

  /** {@code kcmp(2)} of two processes: whether they share their memory, made with CLONE_VM. */
  public boolean hasSameMemory(int onePid, int otherPid) {
    long order =
        invoker.call(
            KCMP, SystemCallNumbers.KCMP, onePid, otherPid, ProcessConstants.KCMP_VM, 0, 0);
    if (order == -1) {
      throw failure("kcmp", onePid, otherPid, word("KCMP_VM"));
    }
    return order == 0;
  }

  /**
   * {@code pidfd_getfd(2)}: a duplicate in this process of a descriptor of another one. EPERM if
   * this user may not inspect that process.
   */
  public int pidfdGetfd(int pidfd, int number) {
    return check(
        invoker.call(PIDFD_GETFD, SystemCallNumbers.PIDFD_GETFD, pidfd, number, 0, 0, 0),
        "pidfd_getfd",
        pidfd,
        number);
  }

  /** {@code chdir(2)}: sets the working directory. */
  public int chdir(String path) {
    NativeMemory name = fresh().string(path);
    return check(invoker.call(CHDIR, name.address(), 0, 0, 0, 0, 0), "chdir", path, NOTHING);
  }

  /** {@code getcwd(2)}: the working directory; ENOENT if it was removed. */
  public String getcwd() {
    NativeMemory path = fresh().take(LONGEST_PATH);
    long length =
        invoker.call(GETCWD, SystemCallNumbers.GETCWD, path.address(), LONGEST_PATH, 0, 0, 0);
    if (length == -1) {
      throw failure("getcwd");
    }
    // the length counts the NUL
    return KernelText.decode(path.get(0, (int) length - 1));
  }

  /**
   * {@code unshare(CLONE_FILES)}: gives this thread its own descriptor table, a copy, so that
   * descriptors that it opens use no number of other threads. Where that is forbidden, {@code
   * close_range(2)} of no descriptor does it.
   */
  public void ownDescriptors() {
    if (invoker.call(UNSHARE, CLONE_FILES, 0, 0, 0, 0, 0) == 0) {
      return;
    }
    SysException failed = failure("unshare", "CLONE_FILES");
    // containers forbid unshare(2), because of its other flags
    long none = 0xffffffffL;
    long result =
        invoker.call(
            CLOSE_RANGE, SystemCallNumbers.CLOSE_RANGE, none, none, CLOSE_RANGE_UNSHARE, 0, 0);
    if (result == -1) {
      throw failed;
    }
  }

  /**
   * {@code PR_SET_CHILD_SUBREAPER}: whether orphaned descendants become children of this process,
   * so that they can be found and ended; it has to reap them.
   */
  public void adoptOrphans(boolean whether) {
    int value = whether ? 1 : 0;
    check(
        invoker.call(PRCTL, PR_SET_CHILD_SUBREAPER, value, 0, 0, 0, 0),
        "prctl",
        "PR_SET_CHILD_SUBREAPER",
        value);
  }
}

package ipcsh.sys.function;

import ipcsh.sys.abi.CallText;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.NativeMemory;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SystemCallNumbers;
import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;
import java.time.Duration;
import java.util.List;

/** The IDs of this process, and sleeping. */
public final class Processes extends Functions {
  private static final NativeFunction GETPID = NativeFunction.of("getpid", "");
  private static final NativeFunction GETTID = NativeFunction.of("gettid", "");
  private static final NativeFunction GETPPID = NativeFunction.of("getppid", "");
  private static final NativeFunction GETUID = NativeFunction.of("getuid", "");
  private static final NativeFunction GETEUID = NativeFunction.of("geteuid", "");
  private static final NativeFunction GETGID = NativeFunction.of("getgid", "");
  private static final NativeFunction GETEGID = NativeFunction.of("getegid", "");
  private static final NativeFunction SETFSUID = NativeFunction.of("setfsuid", "int");
  private static final NativeFunction SETFSGID = NativeFunction.of("setfsgid", "int");

  /**
   * The system call itself, which affects one thread; the C library's function affects all threads.
   */
  private static final NativeFunction SETGROUPS =
      NativeFunction.of("syscall", "long int ptr").wide().shownAs("setgroups");

  private static final NativeFunction GETPAGESIZE = NativeFunction.of("getpagesize", "");
  private static final NativeFunction NANOSLEEP =
      NativeFunction.of("nanosleep", "timespec ptr").pausing();

  public Processes(SyscallInvoker invoker) {
    super(invoker);
  }

  private int number(NativeFunction function) {
    // it cannot fail, but the child in which it is called may have ended
    return check(invoker.call(function, 0, 0, 0, 0, 0, 0), function.name(), NOTHING, NOTHING);
  }

  public int getpid() {
    return number(GETPID);
  }

  /** The size of a page of memory in bytes. */
  public int getpagesize() {
    return number(GETPAGESIZE);
  }

  public int gettid() {
    return number(GETTID);
  }

  public int getppid() {
    return number(GETPPID);
  }

  public int getuid() {
    return number(GETUID);
  }

  public int geteuid() {
    return number(GETEUID);
  }

  public int getgid() {
    return number(GETGID);
  }

  public int getegid() {
    return number(GETEGID);
  }

  /**
   * {@code setfsuid(2)}, {@code setfsgid(2)}, {@code setgroups(2)}: from now until its end, this
   * thread accesses files as another user.
   *
   * @throws SysException EPERM if it is not permitted
   */
  public void takeFileRights(int uid, int gid, List<Integer> groups) {
    NativeMemory list = fresh().take(Math.max(1, groups.size()) * Integer.BYTES);
    for (int i = 0; i < groups.size(); i++) {
      list.putInt(i * Integer.BYTES, groups.get(i));
    }
    check(
        (int)
            invoker.call(
                SETGROUPS, SystemCallNumbers.SETGROUPS, groups.size(), list.address(), 0, 0, 0),
        "setgroups",
        groups.size(),
        NOTHING);
    become(SETFSGID, gid);
    // last, because it removes the permission for the other calls
    become(SETFSUID, uid);
  }

  /**
   * These calls do not return an error, but the previous ID; so the result is verified by a second
   * call.
   */
  private void become(NativeFunction function, int id) {
    invoker.call(function, id, 0, 0, 0, 0, 0);
    if ((int) invoker.call(function, -1, 0, 0, 0, 0, 0) != id) {
      throw new SysException(Errno.EPERM, CallText.of(function.name(), id));
    }
  }

  /** {@code nanosleep(2)}: after an unrelated signal it sleeps for the remaining time. */
  public void nanosleep(Duration time) {
    NativeMemory timespec = fresh().take(16);
    timespec.putLong(0, time.getSeconds()).putLong(8, time.getNano());
    if (invoker.call(NANOSLEEP, timespec.address(), timespec.address(), 0, 0, 0, 0) == -1) {
      throw failure("nanosleep", time.toMillis() + " ms");
    }
  }
}

package ipcsh.sys.function;

import ipcsh.sys.invoke.NativeFunction;
import ipcsh.sys.invoke.SyscallInvoker;

/** Process groups and sessions: {@code setpgid(2)}, {@code setsid(2)}. */
public final class ProcessGroups extends Functions {
  private static final NativeFunction GETPGRP = NativeFunction.of("getpgrp", "");
  private static final NativeFunction GETPGID = NativeFunction.of("getpgid", "int");
  private static final NativeFunction SETPGID = NativeFunction.of("setpgid", "int int");
  private static final NativeFunction GETSID = NativeFunction.of("getsid", "int");
  private static final NativeFunction SETSID = NativeFunction.of("setsid", "");

  public ProcessGroups(SyscallInvoker invoker) {
    super(invoker);
  }

  /** {@code getpgrp(2)}: this process's group. */
  public int getpgrp() {
    return check(invoker.call(GETPGRP, 0, 0, 0, 0, 0, 0), "getpgrp", NOTHING, NOTHING);
  }

  /** {@code getpgid(2)}: the group of a process, 0 for this one. */
  public int getpgid(int pid) {
    return check(invoker.call(GETPGID, pid, 0, 0, 0, 0, 0), "getpgid", pid, NOTHING);
  }

  /** {@code setpgid(2)}: process 0 is this one, group 0 a new group with the ID of the process. */
  public int setpgid(int pid, int group) {
    return check(invoker.call(SETPGID, pid, group, 0, 0, 0, 0), "setpgid", pid, group);
  }

  /** {@code getsid(2)}: the session of a process, 0 for this one. */
  public int getsid(int pid) {
    return check(invoker.call(GETSID, pid, 0, 0, 0, 0, 0), "getsid", pid, NOTHING);
  }

  /** {@code setsid(2)}: creates a session, whose ID is returned. */
  public int setsid() {
    return check(invoker.call(SETSID, 0, 0, 0, 0, 0, 0), "setsid", NOTHING, NOTHING);
  }
}

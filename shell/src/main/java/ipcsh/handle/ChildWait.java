package ipcsh.handle;

import static ipcsh.sys.abi.ProcessConstants.P_PID;
import static ipcsh.sys.abi.ProcessConstants.P_PIDFD;
import static ipcsh.sys.abi.ProcessConstants.WCONTINUED;
import static ipcsh.sys.abi.ProcessConstants.WEXITED;
import static ipcsh.sys.abi.ProcessConstants.WNOHANG;
import static ipcsh.sys.abi.ProcessConstants.WNOWAIT;
import static ipcsh.sys.abi.ProcessConstants.WSTOPPED;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.function.Pidfds;
import ipcsh.sys.function.ProcessControl;

/**
 * One call that waits for children, as it was written: {@code waitpid(2)}, or {@code waitid(2)},
 * which says which changes it waits for, and may leave a child to be waited for again.
 *
 * @param type which children: P_PID and the others; -1 for waitpid
 * @param id of which the number is this: for waitpid a process, -1, or a negative group
 * @param flags the last argument
 */
record ChildWait(int type, int id, int flags) {
  private static final int WAITPID = -1;

  static ChildWait waitpid(int pid, int flags) {
    return new ChildWait(WAITPID, pid, flags);
  }

  /** The same call that does not block. */
  ChildWait now() {
    return new ChildWait(type, id, flags | WNOHANG);
  }

  boolean blocks() {
    return (flags & WNOHANG) == 0;
  }

  /** Whether it waits for stops too, which no descriptor tells. */
  boolean seesStops() {
    return (flags & (WSTOPPED | WCONTINUED)) != 0;
  }

  /** Whether it waits for the end of a child. */
  boolean takesEnd() {
    return type == WAITPID || (flags & WEXITED) != 0;
  }

  /** Whether what it tells can be waited for once more. */
  boolean leavesEnd() {
    return type != WAITPID && (flags & WNOWAIT) != 0;
  }

  /** Makes it, for this child alone. */
  WaitStatus of(Sys sys, int pid) {
    if (type == WAITPID) {
      return sys.processControl().wait4(pid, flags);
    }
    return type == P_PIDFD
        ? sys.pidfds().waitid(type, id, flags)
        : sys.pidfds().waitid(P_PID, pid, flags);
  }

  SysException failure(Errno errno) {
    return type == WAITPID
        ? ProcessControl.waitFailure(errno, id, flags)
        : Pidfds.waitidFailure(errno, type, id, flags);
  }
}

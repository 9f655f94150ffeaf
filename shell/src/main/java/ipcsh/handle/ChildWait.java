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
 * A call that waits for children: {@code waitpid(2)}, or {@code waitid(2)}, which selects the state
 * changes, and may leave a child in a waitable state.
 *
 * @param type P_PID or another type; -1 for waitpid
 * @param id the ID for this type: for waitpid a process ID, -1, or a negative process group ID
 * @param flags the last argument
 */
record ChildWait(int type, int id, int flags) {
  private static final int WAITPID = -1;

  static ChildWait waitpid(int pid, int flags) {
    return new ChildWait(WAITPID, pid, flags);
  }

  /** The same call, non-blocking. */
  ChildWait now() {
    return new ChildWait(type, id, flags | WNOHANG);
  }

  boolean blocks() {
    return (flags & WNOHANG) == 0;
  }

  /** Whether it also waits for stops, for which there is no descriptor. */
  boolean seesStops() {
    return (flags & (WSTOPPED | WCONTINUED)) != 0;
  }

  /** Whether it waits for the end of a child. */
  boolean takesEnd() {
    return type == WAITPID || (flags & WEXITED) != 0;
  }

  /** Whether the child can be waited for again (WNOWAIT). */
  boolean leavesEnd() {
    return type != WAITPID && (flags & WNOWAIT) != 0;
  }

  /** Makes the call for this child only. */
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

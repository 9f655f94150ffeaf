package ipcsh.command.cause;

import ipcsh.inspect.Inspector;
import ipcsh.inspect.ProcessFacts;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FailedCall;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SysException;

/** Causes of failures with processes that do not exist, or belong to another user. */
final class ProcessCauses {
  private final FailureContext scene;
  private final FailedCall call;

  ProcessCauses(FailureContext scene) {
    this.scene = scene;
    this.call = scene.call();
  }

  Cause find() {
    boolean typed = call.function().equals("waitid");
    int type = typed ? (int) call.number(0, 0) : ProcessConstants.P_PID;
    int pid = type == ProcessConstants.P_ALL ? -1 : (int) call.number(typed ? 1 : 0, 0);
    if (type == ProcessConstants.P_PIDFD || type == ProcessConstants.P_PGID) {
      return null;
    }
    if (call.errno() == Errno.ECHILD) {
      return pid == -1 ? Cause.of("none") : child(pid);
    }
    if (call.errno() == Errno.EPERM && call.function().equals("kill")) {
      ProcessFacts its = facts(pid);
      return its == null ? null : Cause.of("uid").with("pid", pid).with("uid", its.uid());
    }
    return null;
  }

  private Cause child(int pid) {
    if (pid == scene.pid()) {
      return Cause.of("self");
    }
    ProcessFacts its = pid <= 0 ? null : facts(pid);
    if (its == null) {
      return pid > 0 ? Cause.of("gone").with("pid", pid) : null;
    }
    return its.parent() == scene.pid()
        ? null
        : Cause.of("not-own").with("pid", pid).with("parent", its.parent());
  }

  private ProcessFacts facts(int pid) {
    try {
      return new Inspector(scene.sys()).facts(pid);
    } catch (SysException gone) {
      return null;
    }
  }
}

package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.fork.DrivenProcess;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * State of which each process has its own: the shell's, and for each child a copy of its parent's
 * at the time of the fork.
 */
final class PerProcess<S> {
  private final Kernel kernel;
  private final S shells;
  private final UnaryOperator<S> copy;
  private final ConcurrentHashMap<DrivenProcess, S> childrens = new ConcurrentHashMap<>();

  PerProcess(Kernel kernel, S shells, UnaryOperator<S> copy) {
    this.kernel = kernel;
    this.shells = shells;
    this.copy = copy;
  }

  /** The state of a process; null if it has ended. */
  S find(DrivenProcess process) {
    return process.isShell() ? shells : childrens.get(process);
  }

  /** The state of the process in which this thread works. */
  S get() {
    DrivenProcess process = kernel.process();
    return process.isShell() ? shells : of(process);
  }

  private S of(DrivenProcess child) {
    S its = childrens.get(child);
    if (its == null) {
      throw new SysException(Errno.ESRCH, child.toString());
    }
    return its;
  }

  void forked(DrivenProcess child) {
    DrivenProcess parent = child.parent();
    childrens.put(child, copy.apply(parent.isShell() ? shells : of(parent)));
  }

  void ended(DrivenProcess child) {
    childrens.remove(child);
  }
}

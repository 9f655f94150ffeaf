package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.Proc;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * What each process has for itself: the shell's, and for each child a copy of its parent's as it
 * was at the fork.
 */
final class PerProcess<S> {
  private final Kernel kernel;
  private final S shells;
  private final UnaryOperator<S> copy;
  private final ConcurrentHashMap<Proc, S> childrens = new ConcurrentHashMap<>();

  PerProcess(Kernel kernel, S shells, UnaryOperator<S> copy) {
    this.kernel = kernel;
    this.shells = shells;
    this.copy = copy;
  }

  /** That of the process in which this thread works. */
  S get() {
    Proc process = kernel.process();
    return process.isShell() ? shells : childrens.get(process);
  }

  /** Makes the child's, and gives it. */
  S forked(Proc child) {
    Proc parent = child.parent();
    S childs = copy.apply(parent.isShell() ? shells : childrens.get(parent));
    childrens.put(child, childs);
    return childs;
  }

  void ended(Proc child) {
    childrens.remove(child);
  }
}

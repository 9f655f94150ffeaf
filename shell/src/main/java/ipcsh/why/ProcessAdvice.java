package ipcsh.why;

import ipcsh.sys.abi.ProcessConstants;
import java.util.List;

/** Advice on processes that are stopped, and on children. */
final class ProcessAdvice {
  private ProcessAdvice() {}

  /** All who could end the wait are stopped. */
  static String stopped(WaitCase it) {
    List<Integer> pids = it.self().wakers().stream().map(Waker::pid).distinct().toList();
    boolean isStopped =
        !pids.isEmpty()
            && pids.stream()
                .allMatch(pid -> it.waitsOf(pid).anyMatch(one -> one.thread().isStopped()));
    return isStopped
        ? it.context().process(pids.get(0))
            + " is stopped: kill -CONT "
            + pids.get(0)
            + " continues it."
        : null;
  }

  /** SIGCHLD is ignored, so that waitpid waits for all children. */
  static String ignoredChildren(WaitCase it) {
    for (WaitCondition wait : it.ring()) {
      if (WaitCase.isForChild(wait)
          && CaughtSignals.isIgnored(it.context(), wait.pid(), ProcessConstants.SIGCHLD)) {
        return it.name(wait)
            + " ignores SIGCHLD: its waitpid returns only when the last child has ended, and then fails with ECHILD.";
      }
    }
    return null;
  }
}

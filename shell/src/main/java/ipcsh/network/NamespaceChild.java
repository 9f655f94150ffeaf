package ipcsh.network;

import ipcsh.handle.InternalDescriptors;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.fork.DrivenProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A forked child that makes or enters namespaces, which a process with several threads cannot, and
 * opens descriptors there, which this process takes from it ({@code pidfd_getfd(2)}). It ends when
 * it is closed.
 */
final class NamespaceChild implements AutoCloseable {
  private final Kernel kernel;
  private final DrivenProcess process;
  private final List<Integer> taken = new ArrayList<>();
  private int pidfd = -1;

  /** Forks the process of the calling thread. */
  NamespaceChild(Kernel kernel) {
    this.kernel = kernel;
    this.process = kernel.fork(new int[0]);
  }

  /** Runs work whose calls are made in the child. */
  <T> T call(Callable<T> work) throws Exception {
    return kernel.in(process, work);
  }

  /**
   * Internal descriptors of this process for the same open file descriptions.
   *
   * @param numbers descriptors of the child
   */
  int[] take(List<Integer> numbers) {
    Sys sys = kernel.own();
    if (pidfd < 0) {
      pidfd = sys.pidfds().open(process.pid(), 0);
    }
    int[] ours = new int[numbers.size()];
    for (int i = 0; i < ours.length; i++) {
      ours[i] = InternalDescriptors.move(sys, sys.pidfds().getfd(pidfd, numbers.get(i)));
      taken.add(ours[i]);
    }
    return ours;
  }

  /** Closes what was taken. */
  void giveUp() {
    taken.forEach(fd -> InternalDescriptors.close(kernel.own(), fd));
    taken.clear();
  }

  /** Ends it; what was taken stays open. No Ctrl-C interrupts this: it would leave a zombie. */
  @Override
  public void close() {
    if (pidfd >= 0) {
      InternalDescriptors.close(kernel.own(), pidfd);
    }
    process.release();
    try {
      kernel.own().processControl().wait4(process.pid(), 0);
    } catch (SysException reapedAlready) {
      // then there is nothing to do
    }
  }
}

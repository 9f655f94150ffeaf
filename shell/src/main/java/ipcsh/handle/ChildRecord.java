package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.ProcessConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.function.ProcessControl;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What this shell knows about one child that it created: whether it has ended, how, and whether
 * that was reported. A thread that waits for it in the kernel reaps it; if there is none, {@link
 * ChildMonitor} reaps it when it ends, so that no zombie remains. Created by {@link Children}.
 */
public final class ChildRecord {
  /** How long a process takes to end after it has closed its descriptors, in milliseconds. */
  private static final int TO_SETTLE = 500;

  private final int pid;
  private final Kernel kernel;
  private final Consumer<WaitStatus> onEnd;
  private final CountDownLatch gone = new CountDownLatch(1);
  private WaitStatus end;
  private boolean reported;

  /** The inode of its pidfds, by which they are recognized; 0 if unknown. */
  private volatile long pidfdInode;

  /** Its pidfd, kept for {@code pidfd_open} until its end was reported; otherwise -1. */
  private int own = -1;

  /** Whether the monitor watches that pidfd. */
  private boolean watching;

  /** The number of threads that are waiting for it in the kernel: one of them reaps it. */
  private int waiting;

  ChildRecord(int pid, Kernel kernel, Consumer<WaitStatus> onEnd) {
    this.pid = pid;
    this.kernel = kernel;
    this.onEnd = onEnd;
  }

  /** The process ID. */
  public int pid() {
    return pid;
  }

  /** Its wait status, or null if it has not ended. Reaps it if it has just ended. */
  public synchronized WaitStatus end() {
    collect();
    return end;
  }

  /** Whether its end was returned to a waiter. */
  synchronized boolean isReported() {
    return reported;
  }

  /** Whether its process ID is still valid: it has not ended, or has not been reaped. */
  synchronized boolean isReaped() {
    return end != null;
  }

  /** The inode of its pidfds; 0 if unknown. */
  long pidfdInode() {
    return pidfdInode;
  }

  /**
   * Waits for it: blocks in the kernel unless the call says otherwise.
   *
   * @return null if there is nothing to report
   * @throws SysException ECHILD if its end was reported before, EINTR, ETIMEDOUT
   */
  WaitStatus await(Sys sys, ChildWait call) {
    synchronized (this) {
      if (end != null) {
        return report(call);
      }
      waiting++;
    }
    WaitStatus status = null;
    try {
      status = call.of(sys, pid);
    } finally {
      leave(status, call);
    }
    return status;
  }

  private WaitStatus report(ChildWait call) {
    if (reported || !call.takesEnd()) {
      throw call.failure(Errno.ECHILD);
    }
    if (!call.leavesEnd()) {
      setReported();
    }
    return end;
  }

  private void setReported() {
    reported = true;
    forget();
  }

  /** Discards its pidfd, which is not needed any more. */
  synchronized void forget() {
    if (own >= 0 && !watching) {
      InternalDescriptors.close(kernel.home(), own);
      own = -1;
    }
  }

  /** A pidfd of a child that was reaped, but whose end has not been reported; otherwise -1. */
  synchronized int kept() {
    return end != null && !reported ? own : -1;
  }

  private synchronized void leave(WaitStatus status, ChildWait call) {
    waiting--;
    if (status != null && status.isEnd() && !call.leavesEnd()) {
      setReported();
      ended(status);
    } else {
      // reaping may have been left to this thread
      collect();
    }
  }

  /**
   * Waits for its end, which is reported to every caller: any number of threads, any number of
   * times.
   */
  public WaitStatus awaitEnd(Sys sys) {
    synchronized (this) {
      if (end != null) {
        setReported();
        return end;
      }
    }
    try {
      return await(sys, ChildWait.waitpid(pid, 0));
    } catch (SysException e) {
      if (e.getErrno() != Errno.ECHILD) {
        throw e;
      }
    }
    // another thread has reaped it and is recording the status
    try {
      gone.await();
    } catch (InterruptedException e) {
      throw ProcessControl.waitFailure(Errno.EINTR, pid, 0);
    }
    return end();
  }

  /** Waits until a child that was killed is reaped: no Ctrl-C interrupts this. */
  void awaitKilled() {
    try {
      await(kernel.own(), ChildWait.waitpid(pid, 0));
    } catch (SysException reapedByAnother) {
      // by a thread that waits for it, or by the monitor
    }
  }

  /** Reaps it if it has ended and no thread in the kernel will. */
  private void collect() {
    if (end != null || waiting > 0) {
      return;
    }
    WaitStatus status = kernel.own().processControl().wait4(pid, ProcessConstants.WNOHANG);
    if (status != null) {
      ended(status);
    }
  }

  private void ended(WaitStatus status) {
    end = status;
    gone.countDown();
    onEnd.accept(status);
  }

  /** Sends a signal, unless it was reaped: its process ID may be reused. */
  synchronized void kill(Sys sys, int signal) {
    if (end != null) {
      throw ProcessControl.killFailure(Errno.ESRCH, pid, signal);
    }
    sys.processControl().kill(pid, signal);
  }

  /** Sends a signal unless it has ended. */
  synchronized void killIfRunning(int signal) {
    try {
      if (end() == null) {
        kernel.home().processControl().kill(pid, signal);
      }
    } catch (SysException ofAnotherUser) {
      // it runs as another user
    }
  }

  /** Waits a short time for a child that is about to end. */
  public void settle() {
    try {
      gone.await(TO_SETTLE, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills it if it has not ended. */
  public synchronized void destroy() {
    if (end == null) {
      kill(kernel.home(), ProcessConstants.SIGKILL);
    }
  }

  /** Its end as a watched object: a pidfd, or -1 if pidfds are not available. */
  ChildMonitor.Watched watched() {
    int pidfd = pidfd();
    synchronized (this) {
      own = pidfd;
      watching = true;
    }
    pidfdInode = inode(pidfd);
    return new ChildMonitor.Watched() {
      @Override
      public int number() {
        return pidfd;
      }

      @Override
      public boolean ready(Sys sys) {
        synchronized (ChildRecord.this) {
          collect();
          // a thread that waits in the kernel will reap it
          return end == null && (pidfd < 0 || waiting == 0);
        }
      }

      @Override
      public void unwatched(Sys sys) {
        synchronized (ChildRecord.this) {
          watching = false;
          if (end == null || reported) {
            forget();
          }
        }
      }
    };
  }

  /**
   * A descriptor that is readable when it has ended; -1 if it was reaped, or pidfds are not
   * available.
   */
  synchronized int pidfd() {
    if (end != null) {
      return -1;
    }
    try {
      return InternalDescriptors.move(kernel.home(), kernel.home().processControl().pidfdOpen(pid));
    } catch (SysException tableFullOrKernelOld) {
      return -1;
    }
  }

  private long inode(int number) {
    if (number < 0) {
      return 0;
    }
    try {
      return kernel.home().files().stat("/proc/thread-self/fd/" + number).inode();
    } catch (SysException noProc) {
      return 0;
    }
  }
}

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
  /** How long the end of a process takes that has closed its descriptors, in milliseconds. */
  private static final int TO_SETTLE = 500;

  private final int pid;
  private final Kernel kernel;
  private final Consumer<WaitStatus> onEnd;
  private final CountDownLatch gone = new CountDownLatch(1);
  private WaitStatus end;
  private boolean told;

  /** The inode of its pidfds, by which they are recognized; 0 where it is not known. */
  private volatile long pidfdInode;

  /** Its pidfd, kept for {@code pidfd_open} until somebody was told of its end; else -1. */
  private int own = -1;

  /** Whether the monitor looks at that pidfd. */
  private boolean watching;

  /** How many threads are in the kernel to wait for it: they reap it. */
  private int waiting;

  ChildRecord(int pid, Kernel kernel, Consumer<WaitStatus> onEnd) {
    this.pid = pid;
    this.kernel = kernel;
    this.onEnd = onEnd;
  }

  /** The process number. */
  public int pid() {
    return pid;
  }

  /** How it ended, or null where it has not. Reaps it where it has ended just now. */
  public synchronized WaitStatus end() {
    collect();
    return end;
  }

  /** Whether its end was given to somebody who waited. */
  synchronized boolean isTold() {
    return told;
  }

  /** Whether its number is still its own: it has not ended, or nobody has reaped it. */
  synchronized boolean isReaped() {
    return end != null;
  }

  /** The inode of its pidfds; 0 where it is not known. */
  long pidfdInode() {
    return pidfdInode;
  }

  /**
   * Waits for it: blocks in the kernel unless the call says otherwise.
   *
   * @return null where there is nothing to tell
   * @throws SysException ECHILD where its end was told before, EINTR, ETIMEDOUT
   */
  WaitStatus await(Sys sys, ChildWait call) {
    synchronized (this) {
      if (end != null) {
        return tell(call);
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

  private WaitStatus tell(ChildWait call) {
    if (told || !call.takesEnd()) {
      throw call.failure(Errno.ECHILD);
    }
    if (!call.leavesEnd()) {
      setTold();
    }
    return end;
  }

  private void setTold() {
    told = true;
    forget();
  }

  /** Nobody will ask for its pidfd any more. */
  synchronized void forget() {
    if (own >= 0 && !watching) {
      InternalDescriptors.close(kernel.home(), own);
      own = -1;
    }
  }

  /** A pidfd of one that was reaped, and of whose end nobody was told; else -1. */
  synchronized int kept() {
    return end != null && !told ? own : -1;
  }

  private synchronized void leave(WaitStatus status, ChildWait call) {
    waiting--;
    if (status != null && status.isEnd() && !call.leavesEnd()) {
      setTold();
      ended(status);
    } else {
      // its end may have been left to this thread
      collect();
    }
  }

  /**
   * Waits for its end, which is told to whoever asks: any number of threads, any number of times.
   */
  public WaitStatus awaitEnd(Sys sys) {
    synchronized (this) {
      if (end != null) {
        setTold();
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
    // another thread was faster, and writes it down just now
    try {
      gone.await();
    } catch (InterruptedException e) {
      throw ProcessControl.waitFailure(Errno.EINTR, pid, 0);
    }
    return end();
  }

  /** Reaps it if it has ended and nobody else will. */
  private void collect() {
    if (end != null || waiting > 0) {
      return;
    }
    WaitStatus status = kernel.home().processControl().wait4(pid, ProcessConstants.WNOHANG);
    if (status != null) {
      ended(status);
    }
  }

  private void ended(WaitStatus status) {
    end = status;
    gone.countDown();
    onEnd.accept(status);
  }

  /** Sends a signal; one that was reaped is no more, whoever has its number now. */
  synchronized void kill(Sys sys, int signal) {
    if (end != null) {
      throw ProcessControl.killFailure(Errno.ESRCH, pid, signal);
    }
    sys.processControl().kill(pid, signal);
  }

  /** Gives one that is about to end the time to do so. */
  public void settle() {
    try {
      gone.await(TO_SETTLE, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it if it has not ended. */
  public synchronized void destroy() {
    if (end == null) {
      kill(kernel.home(), ProcessConstants.SIGKILL);
    }
  }

  /** Tells the watch of its end: a pidfd, or -1 where there are none to be had. */
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
          // a thread that waits in the kernel will reap what has ended
          return end == null && (pidfd < 0 || waiting == 0);
        }
      }

      @Override
      public void unwatched(Sys sys) {
        synchronized (ChildRecord.this) {
          watching = false;
          if (end == null || told) {
            forget();
          }
        }
      }
    };
  }

  /** A descriptor that is readable when it has ended; -1 where it was reaped, or there is none. */
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

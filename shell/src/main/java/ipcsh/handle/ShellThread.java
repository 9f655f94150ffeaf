package ipcsh.handle;

import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.invoke.SignalTable;
import ipcsh.sys.text.EscapedText;
import java.io.File;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A long-lived native thread of this shell ({@code pthreads(7)}). */
@Term("thread")
public final class ShellThread extends Role {
  private volatile boolean joined;

  ShellThread(String name, RoleServices services) {
    super(name, services);
  }

  @Override
  protected Object perform(Callable<?> block) throws Exception {
    kernel().takeSignals(mask());
    try {
      SignalTable.check();
      return shown(block);
    } finally {
      kernel().leaveSignals();
    }
  }

  @Override
  protected RuntimeException refusal() {
    return new UsageException(
        "thread "
            + EscapedText.word(getName())
            + " has ended; thread('"
            + getName()
            + "') creates a new one");
  }

  /** Whether it has ended. */
  public boolean isDone() {
    return joined;
  }

  /** Waits until it has run all its blocks, and ends it; locks that it holds stay locked. */
  public void join() {
    if (isOnIt()) {
      throw new SysException(Errno.EDEADLK, "pthread_join(" + getName() + ")");
    }
    Thread thread = finish();
    try {
      if (thread != null) {
        thread.join();
        awaitExit();
      }
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "pthread_join(" + getName() + ")");
    }
    joined = true;
  }

  /**
   * Waits for the end of the kernel's thread, which is slightly later than that of Java's, and
   * releases robust mutexes.
   */
  private void awaitExit() {
    File task = new File("/proc/self/task/" + number());
    while (number() != 0 && task.exists()) {
      LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
    }
  }

  @Override
  public String toString() {
    return "thread " + EscapedText.word(getName()) + "  " + (joined ? "ended" : doing());
  }
}

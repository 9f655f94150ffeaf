package ipcsh.handle;

import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that waits for all events of the children of this shell: their ends and their output.
 * The thread, and the pipe that wakes it, exist only while there is something to watch, or orphans
 * are adopted.
 */
final class ChildMonitor {
  /** The polling interval for what has no descriptor, in milliseconds. */
  private static final int NOW_AND_THEN = 100;

  /** An object that is notified when its descriptor is readable. */
  interface Watched {
    /** Its descriptor, owned by the object; negative if it has none: then it is polled. */
    int number();

    /** Handles the event; false if there will be no more events. */
    boolean ready(Sys sys);

    /** Called when it is not watched any more: closes the descriptor. */
    void unwatched(Sys sys);
  }

  private final Kernel kernel;
  private final List<Watched> watched = new ArrayList<>();
  private final OrphanReaper orphans;
  private int[] alarm;
  private volatile boolean adopts;

  /** Watches nothing yet. */
  ChildMonitor(Kernel kernel, OrphanReaper orphans) {
    this.kernel = kernel;
    this.orphans = orphans;
  }

  /** Whether it also reaps children that this process has adopted. */
  void adopts(boolean whether) {
    orphans.on(whether);
    adoptsFromNowOn(whether);
  }

  private synchronized void adoptsFromNowOn(boolean whether) {
    adopts = whether;
    if (alarm != null) {
      wake();
    } else if (whether) {
      start();
    }
  }

  synchronized void add(Watched one) {
    watched.add(one);
    if (alarm == null) {
      start();
    } else {
      wake();
    }
  }

  /** Watches an object no longer, which releases its descriptor itself. */
  synchronized void remove(Watched one) {
    if (watched.remove(one)) {
      wake();
    }
  }

  /** Releases all watched objects. */
  synchronized void clear() {
    Sys sys = kernel.home();
    watched.forEach(one -> one.unwatched(sys));
    watched.clear();
    if (alarm != null) {
      wake();
    }
  }

  private void start() {
    alarm = newAlarm(kernel.home());
    Thread thread = new Thread(this::run, "children");
    thread.setDaemon(true);
    thread.start();
  }

  /** The pipe; none if the descriptor table is full, which must not lose a child. */
  private static int[] newAlarm(Sys sys) {
    try {
      int[] pipe = sys.pipes().pipe(FileConstants.O_NONBLOCK);
      return new int[] {
        InternalDescriptors.move(sys, pipe[0]), InternalDescriptors.move(sys, pipe[1])
      };
    } catch (SysException tableFull) {
      return new int[] {-1, -1};
    }
  }

  private void wake() {
    try {
      if (alarm[1] >= 0) {
        kernel.own().files().write(alarm[1], new byte[1]);
      }
    } catch (SysException fullSoItIsAwake) {
      // one byte is enough
    }
  }

  private void run() {
    try {
      Sys sys = kernel.home();
      List<Watched> all = next(sys);
      while (all != null) {
        lookOrPause(sys, all);
        all = next(sys);
      }
    } finally {
      kernel.leaveThread();
    }
  }

  /** The objects to watch; if there is nothing to do, the pipe is closed: null. */
  private synchronized List<Watched> next(Sys sys) {
    if (watched.isEmpty() && !adopts) {
      if (alarm[0] >= 0) {
        InternalDescriptors.close(sys, alarm[0]);
        InternalDescriptors.close(sys, alarm[1]);
      }
      alarm = null;
      return null;
    }
    return new ArrayList<>(watched);
  }

  /** Whatever makes a look fail (memory, limits of the process), the next one may succeed. */
  private void lookOrPause(Sys sys, List<Watched> all) {
    try {
      look(sys, all);
    } catch (SysException | VirtualMachineError notNow) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(NOW_AND_THEN));
    }
  }

  private void look(Sys sys, List<Watched> all) {
    int count = all.size();
    int[] numbers = new int[count + 1];
    int[] events = new int[count + 1];
    int timeout = alarm[0] < 0 ? NOW_AND_THEN : adopts ? OrphanReaper.INTERVAL : -1;
    for (int i = 0; i < count; i++) {
      numbers[i] = all.get(i).number();
      events[i] = FileConstants.POLLIN;
      timeout = numbers[i] < 0 ? NOW_AND_THEN : timeout;
    }
    numbers[count] = alarm[0];
    events[count] = FileConstants.POLLIN;
    int[] ready = sys.polling().poll(numbers, events, timeout);
    synchronized (this) {
      for (int i = 0; i < count; i++) {
        Watched one = all.get(i);
        boolean isReady = ready[i] != 0 || numbers[i] < 0;
        if (isReady && watched.contains(one) && !goesOn(one, sys)) {
          watched.remove(one);
          one.unwatched(sys);
        }
      }
    }
    if (ready[count] != 0) {
      sys.files().read(alarm[0], 4096);
    }
    if (adopts) {
      orphans.look(sys);
    }
  }

  private static boolean goesOn(Watched one, Sys sys) {
    try {
      return one.ready(sys);
    } catch (SysException closedByForce) {
      return false;
    }
  }
}

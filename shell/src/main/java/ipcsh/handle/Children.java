package ipcsh.handle;

import static ipcsh.sys.abi.ProcessConstants.P_ALL;
import static ipcsh.sys.abi.ProcessConstants.P_PGID;
import static ipcsh.sys.abi.ProcessConstants.P_PIDFD;
import static ipcsh.sys.abi.ProcessConstants.SIGCONT;
import static ipcsh.sys.abi.ProcessConstants.SIGKILL;
import static ipcsh.sys.abi.ProcessConstants.SIGTERM;
import static ipcsh.sys.abi.ProcessConstants.WNOHANG;

import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.CallNotMade;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.FileConstants;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.WaitStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The children that this shell created itself. When one ends, the shell reaps it and keeps its
 * status until {@code waitpid} has returned it once. The Java virtual machine has children of its
 * own ({@code 'ls'.execute()}), which it reaps itself; so nothing here waits for an arbitrary
 * child, except that orphans which were adopted are reaped: see {@link OrphanReaper}.
 *
 * <p>Each child is the leader of its own process group. Closing ends all that are running.
 */
public final class Children implements AutoCloseable {
  /** The maximum number of ended children that are kept for a waitpid that may never be called. */
  private static final int REMEMBERED = 1000;

  /** With more children than this, the pidfds of those that have ended are closed. */
  private static final int WITH_PIDFD = 64;

  /** The polling interval for events without a descriptor, in milliseconds. */
  private static final int NOW_AND_THEN = 20;

  private static final Duration TO_END = Duration.ofMillis(500);

  /** How many sessions of this process adopt orphans: a lesson in a shell is a second one. */
  private static final AtomicInteger ADOPTING = new AtomicInteger();

  private final AtomicBoolean adopts = new AtomicBoolean();

  private final Kernel kernel;
  private final ChildMonitor watch;
  private final Map<Integer, ChildRecord> known = new LinkedHashMap<>();
  private final ProgramGuard guard;
  private final List<Process> programs = new ArrayList<>();
  private final List<Integer> numbers = new CopyOnWriteArrayList<>();
  private final Output.Methods methods;

  /**
   * No children yet.
   *
   * @param methods calls methods of String on the output of a program
   * @param unshared lists the children of this process
   */
  public Children(Kernel kernel, Output.Methods methods, Supplier<UnsharedObserver> unshared) {
    this.methods = methods;
    this.kernel = kernel;
    this.watch = new ChildMonitor(kernel, new OrphanReaper(this::isKnown, unshared));
    this.guard = new ProgramGuard(kernel);
  }

  Object callMethod(String text, String name, Object[] arguments) {
    return methods.call(text, name, arguments);
  }

  /**
   * Takes charge of a child, the leader of its own process group.
   *
   * @param onEnd called once with the wait status, by the thread that reaps it; must not block
   */
  public ChildRecord add(int pid, Consumer<WaitStatus> onEnd) {
    ChildRecord child = new ChildRecord(pid, kernel, onEnd);
    synchronized (known) {
      known.values().removeIf(ChildRecord::isReported);
      if (known.size() > REMEMBERED) {
        known.values().stream().filter(ChildRecord::isReaped).forEach(ChildRecord::forget);
        known.values().removeIf(ChildRecord::isReaped);
      }
      // each uses an internal descriptor
      if (known.size() > WITH_PIDFD) {
        known.values().forEach(ChildRecord::forget);
      }
      known.put(pid, child);
    }
    numbers.add(pid);
    watch.add(child.watched());
    return child;
  }

  /** The process IDs of all children ever created, oldest first. */
  public List<Integer> numbers() {
    return List.copyOf(numbers);
  }

  /** The programs that have not ended. */
  public List<Process> programs() {
    synchronized (programs) {
      return programs.stream().filter(program -> !program.isOver()).toList();
    }
  }

  /** The process IDs of children that have not ended. */
  public List<Integer> running() {
    synchronized (known) {
      return known.values().stream()
          .filter(child -> child.end() == null)
          .map(ChildRecord::pid)
          .toList();
    }
  }

  /** Takes charge of a program that was just started, and whose output is read from these pipes. */
  public Process add(
      int pid,
      List<String> command,
      Integer outPipe,
      Integer errPipe,
      Process.Companions companions) {
    guard.runs(pid);
    Process process =
        new Process(this, kernel, pid, command, outPipe != null, errPipe != null, companions);
    if (companions.messages() != null) {
      watch.add(companions.messages());
    }
    synchronized (programs) {
      programs.removeIf(Process::isOver);
      programs.add(process);
    }
    if (outPipe != null) {
      watch.add(process.getOut().from(outPipe));
    }
    if (errPipe != null) {
      watch.add(process.getErr().from(errPipe));
    }
    return process;
  }

  /** Whether it is a child of this shell; one that was reaped is none any more. */
  private boolean isKnown(int pid) {
    synchronized (known) {
      ChildRecord child = known.get(pid);
      return child != null && !child.isReaped();
    }
  }

  /** From now on, orphaned descendants become children of this process, which reaps them. */
  public void adoptOrphans() {
    if (!adopts.getAndSet(true) && ADOPTING.getAndIncrement() == 0) {
      kernel.home().processControl().adoptOrphans(true);
    }
    watch.adopts(true);
  }

  /** No longer so. */
  public void leaveOrphans() {
    watch.adopts(false);
    if (adopts.getAndSet(false) && ADOPTING.decrementAndGet() == 0) {
      kernel.home().processControl().adoptOrphans(false);
    }
  }

  /** Reaps children that have been killed, and what they leave to this process. */
  public void reap(List<Integer> killed) {
    long end = System.nanoTime() + TO_END.toNanos();
    for (int pid : killed) {
      while (!isReaped(pid) && System.nanoTime() < end) {
        kernel.own().polling().poll(new int[0], new int[0], 1);
      }
    }
  }

  /** Whether it is no child, or not any more. */
  private boolean isReaped(int pid) {
    try {
      return kernel.own().processControl().wait4(pid, WNOHANG) != null;
    } catch (SysException noChild) {
      return true;
    }
  }

  /** Watches a store until it is closed. */
  void watch(ChildMonitor.Watched store) {
    watch.add(store);
  }

  /** The store is about to be closed. */
  void unwatch(ChildMonitor.Watched store) {
    watch.remove(store);
  }

  /** Called when a program has ended; processes that it started may still be running. */
  void programEnded(int pid) {
    if (!signal(pid, 0)) {
      guard.ended(pid);
    }
  }

  /**
   * A pipe for the output of a program: the read end, an internal descriptor, and the write end, to
   * be closed after the program was started.
   */
  public int[] outputPipe() {
    Sys sys = kernel.home();
    int[] pipe = sys.pipes().pipe(FileConstants.O_CLOEXEC);
    return new int[] {
      InternalDescriptors.move(sys, pipe[0]), InternalDescriptors.move(sys, pipe[1])
    };
  }

  /**
   * {@code waitpid(2)}, for the children of this shell.
   *
   * @param pid a process ID, -1 for any child, or the negative ID of a process group
   * @return null if WNOHANG finds nothing to report
   * @throws SysException ECHILD if there is no such child
   */
  public WaitStatus waitpid(Sys sys, int pid, int flags) {
    return await(sys, ChildWait.waitpid(pid, flags), pid);
  }

  /**
   * {@code waitid(2)}, for the children of this shell.
   *
   * @param id a process ID, a process group ID, or a pidfd
   * @param pid the process of the pidfd, 0 if it is not a child
   * @return null if WNOHANG finds nothing to report
   * @throws SysException ECHILD if there is no such child
   */
  public WaitStatus waitid(Sys sys, int type, int id, int pid, int options) {
    int which =
        switch (type) {
          case P_ALL -> -1;
          case P_PGID -> id == 0 ? -kernel.home().processControl().getpgrp() : -id;
          case P_PIDFD -> pid;
          default -> id;
        };
    return await(sys, new ChildWait(type, id, options), which);
  }

  /** The child to which a pidfd refers, by its inode; 0 if it is unknown. */
  public int ofPidfd(long inode) {
    int found = 0;
    synchronized (known) {
      for (ChildRecord child : known.values()) {
        if (child.pidfdInode() == inode) {
          if (found != 0) {
            // before Linux 6.9 all pidfds have the same inode
            return 0;
          }
          found = child.pid();
        }
      }
    }
    return found;
  }

  /**
   * An internal pidfd for a child that the shell has reaped before it was waited for: a C program
   * would find a zombie. -1 if there is none.
   */
  public int pidfdOfReaped(int pid) {
    synchronized (known) {
      ChildRecord child = known.get(pid);
      return child == null ? -1 : child.kept();
    }
  }

  private WaitStatus await(Sys sys, ChildWait call, int pid) {
    if (pid >= 0) {
      return only(pid, call).await(sys, call);
    }
    while (true) {
      List<ChildRecord> candidates = candidates(pid, call);
      for (ChildRecord child : candidates) {
        WaitStatus status = report(child, call);
        if (status != null) {
          return status;
        }
      }
      if (!call.blocks()) {
        return null;
      }
      awaitOne(sys, candidates, call);
    }
  }

  private ChildRecord only(int pid, ChildWait call) {
    synchronized (known) {
      ChildRecord child = known.get(pid);
      if (child == null) {
        throw call.failure(Errno.ECHILD);
      }
      return child;
    }
  }

  /** The children that have something to report. */
  private List<ChildRecord> candidates(int pid, ChildWait call) {
    List<ChildRecord> found = new ArrayList<>();
    synchronized (known) {
      for (ChildRecord child : known.values()) {
        if (!child.isReported() && (pid == -1 || pid == -child.pid())) {
          found.add(child);
        }
      }
    }
    if (found.isEmpty()) {
      throw call.failure(Errno.ECHILD);
    }
    return found;
  }

  /** The status to report for a child now, or null; another thread may report it first. */
  private WaitStatus report(ChildRecord child, ChildWait call) {
    try {
      return child.await(kernel.home(), call.now());
    } catch (SysException e) {
      if (e.getErrno() == Errno.ECHILD) {
        return null;
      }
      throw e;
    }
  }

  /** Blocks until one of them may have ended; stops have no descriptor and are polled. */
  private void awaitOne(Sys sys, List<ChildRecord> candidates, ChildWait call) {
    int[] numbers = candidates.stream().mapToInt(ChildRecord::pidfd).toArray();
    int[] events = new int[numbers.length];
    int timeout = call.seesStops() ? NOW_AND_THEN : -1;
    for (int i = 0; i < numbers.length; i++) {
      events[i] = FileConstants.POLLIN;
      timeout = numbers[i] < 0 ? NOW_AND_THEN : timeout;
    }
    try {
      sys.polling().poll(numbers, events, timeout);
    } catch (SysException e) {
      throw call.failure(e.getErrno());
    } catch (CallNotMade e) {
      throw call.failure(e.failure().getErrno());
    } finally {
      for (int number : numbers) {
        if (number >= 0) {
          InternalDescriptors.close(kernel.home(), number);
        }
      }
    }
  }

  /**
   * Ends every running child, and the processes that it started: SIGTERM, then SIGKILL after some
   * time.
   */
  @Override
  public void close() {
    List<ChildRecord> left;
    synchronized (known) {
      left = new ArrayList<>(known.values());
      known.clear();
    }
    List<ChildRecord> all = List.copyOf(left);
    left.removeIf(child -> child.end() != null);
    List<Integer> groups = new ArrayList<>(left.stream().map(ChildRecord::pid).toList());
    synchronized (programs) {
      // also one that has ended, but whose process group still writes output
      programs.stream()
          .filter(program -> !program.isOver() && !groups.contains(program.getPid()))
          .forEach(program -> groups.add(program.getPid()));
      programs.clear();
    }
    end(left, groups);
    guard.close();
    watch.clear();
    all.forEach(ChildRecord::forget);
  }

  /** Ends a child and the processes that it started; false if it has ended already. */
  public boolean end(int pid) {
    ChildRecord child;
    synchronized (known) {
      child = known.get(pid);
    }
    if (child == null || child.end() != null) {
      return false;
    }
    end(new ArrayList<>(List.of(child)), new ArrayList<>(List.of(pid)));
    return true;
  }

  private void end(List<ChildRecord> left, List<Integer> groups) {
    signal(left, groups, SIGTERM);
    signal(left, groups, SIGCONT);
    long end = System.nanoTime() + TO_END.toNanos();
    while (!groups.isEmpty() && System.nanoTime() < end) {
      left.removeIf(child -> child.end() != null);
      groups.removeIf(
          group -> !signal(group, 0) && left.stream().noneMatch(child -> child.pid() == group));
      kernel.own().polling().poll(new int[0], new int[0], 1);
    }
    signal(left, groups, SIGKILL);
    for (ChildRecord child : left) {
      child.awaitKilled();
    }
  }

  /** Sends a signal to process groups; to the child alone if it is in the group of the shell. */
  private void signal(List<ChildRecord> left, List<Integer> groups, int signal) {
    for (int group : groups) {
      if (!signal(group, signal)) {
        left.stream()
            .filter(child -> child.pid() == group)
            .forEach(child -> child.killIfRunning(signal));
      }
    }
  }

  /** Sends a signal to a process group; false if it no longer exists. */
  private boolean signal(int group, int signal) {
    try {
      kernel.home().processControl().kill(-group, signal);
      return true;
    } catch (SysException gone) {
      return gone.getErrno() == Errno.EPERM;
    }
  }
}

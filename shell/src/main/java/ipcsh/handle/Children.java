package ipcsh.handle;

import static ipcsh.sys.abi.ProcessConstants.P_ALL;
import static ipcsh.sys.abi.ProcessConstants.P_PGID;
import static ipcsh.sys.abi.ProcessConstants.P_PIDFD;
import static ipcsh.sys.abi.ProcessConstants.SIGCONT;
import static ipcsh.sys.abi.ProcessConstants.SIGKILL;
import static ipcsh.sys.abi.ProcessConstants.SIGTERM;

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
import java.util.function.Consumer;

/**
 * The children that this shell created itself. When one ends, the shell reaps it and keeps its
 * status until {@code waitpid} has returned it once. The Java machine has children of its own
 * ({@code 'ls'.execute()}), which it reaps itself; so nothing here ever waits for any child.
 *
 * <p>Each child leads a process group of its own. Closing ends all that run.
 */
public final class Children implements AutoCloseable {
  /** So many ended ones are remembered for a waitpid that may never come. */
  private static final int REMEMBERED = 1000;

  /** With more children than this the pidfds of those that have ended are closed. */
  private static final int WITH_PIDFD = 64;

  /** How often to look for what no descriptor tells, in milliseconds. */
  private static final int NOW_AND_THEN = 20;

  private static final Duration TO_END = Duration.ofMillis(500);

  private final Kernel kernel;
  private final ChildMonitor watch;
  private final Map<Integer, ChildRecord> known = new LinkedHashMap<>();
  private final ProgramGuard guard;
  private final List<Process> programs = new ArrayList<>();
  private final List<Integer> numbers = new CopyOnWriteArrayList<>();
  private volatile Output.Methods methods;

  /** None yet. */
  public Children(Kernel kernel) {
    this.kernel = kernel;
    this.watch = new ChildMonitor(kernel);
    this.guard = new ProgramGuard(kernel);
  }

  /** Sets what the output of a program does when it is asked for a method of a String. */
  public void onMethod(Output.Methods itsMethods) {
    methods = itsMethods;
  }

  Object callMethod(String text, String name, Object[] arguments) {
    return methods.call(text, name, arguments);
  }

  /**
   * Takes charge of a child, the leader of its own process group.
   *
   * @param onEnd is told once how it ended, by whichever thread finds out; it must not wait
   */
  public ChildRecord add(int pid, Consumer<WaitStatus> onEnd) {
    ChildRecord child = new ChildRecord(pid, kernel, onEnd);
    synchronized (known) {
      known.values().removeIf(ChildRecord::isTold);
      if (known.size() > REMEMBERED) {
        known.values().stream().filter(ChildRecord::isReaped).forEach(ChildRecord::forget);
        known.values().removeIf(ChildRecord::isReaped);
      }
      // each holds a descriptor of the shell's own
      if (known.size() > WITH_PIDFD) {
        known.values().forEach(ChildRecord::forget);
      }
      known.put(pid, child);
    }
    numbers.add(pid);
    watch.add(child.watched());
    return child;
  }

  /** The process numbers of all that there ever were, in the order of their beginning. */
  public List<Integer> numbers() {
    return List.copyOf(numbers);
  }

  /** The programs that are not over. */
  public List<Process> programs() {
    synchronized (programs) {
      return programs.stream().filter(program -> !program.isOver()).toList();
    }
  }

  /** Those that have not ended. */
  public List<Integer> running() {
    synchronized (known) {
      return known.values().stream()
          .filter(child -> child.end() == null)
          .map(ChildRecord::pid)
          .toList();
    }
  }

  /** Takes charge of a program that was just started, whose output comes from these pipes. */
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

  /** A program has ended; what it has started may still run. */
  void programEnded(int pid) {
    if (!signal(pid, 0)) {
      guard.ended(pid);
    }
  }

  /**
   * A pipe for the output of a program: the reading end, of the shell's own, and the writing end,
   * to be closed when the program is started.
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
   * @param pid one of them, -1 for any, or the negative number of a process group
   * @return null where WNOHANG finds nothing to tell
   * @throws SysException ECHILD where there is no such child
   */
  public WaitStatus waitpid(Sys sys, int pid, int flags) {
    return await(sys, ChildWait.waitpid(pid, flags), pid);
  }

  /**
   * {@code waitid(2)}, for the children of this shell.
   *
   * @param id a process, a group, or a pidfd
   * @param pid the process of the pidfd, 0 where it is none of the children
   * @return null where WNOHANG finds nothing to tell
   * @throws SysException ECHILD where there is no such child
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

  /** The child that a pidfd stands for, by its inode; 0 for none that is known. */
  public int ofPidfd(long inode) {
    int found = 0;
    synchronized (known) {
      for (ChildRecord child : known.values()) {
        if (child.pidfdInode() == inode) {
          if (found != 0) {
            // before Linux 6.9 all have the same inode
            return 0;
          }
          found = child.pid();
        }
      }
    }
    return found;
  }

  /**
   * A pidfd, of the shell's own, for a child that was reaped before anybody waited for it: a
   * program of C would find a zombie. -1 where there is none.
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
        WaitStatus status = told(child, call);
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

  /** Those of whom there is something to tell yet. */
  private List<ChildRecord> candidates(int pid, ChildWait call) {
    List<ChildRecord> found = new ArrayList<>();
    synchronized (known) {
      for (ChildRecord child : known.values()) {
        if (!child.isTold() && (pid == -1 || pid == -child.pid())) {
          found.add(child);
        }
      }
    }
    if (found.isEmpty()) {
      throw call.failure(Errno.ECHILD);
    }
    return found;
  }

  /** What there is to tell of a child now, or null; another thread may be told before. */
  private WaitStatus told(ChildRecord child, ChildWait call) {
    try {
      return child.await(kernel.home(), call.now());
    } catch (SysException e) {
      if (e.getErrno() == Errno.ECHILD) {
        return null;
      }
      throw e;
    }
  }

  /** Blocks until one of them may have ended; stops are told by no descriptor. */
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

  /** Ends every child that runs, and what it has started: SIGTERM, after a while SIGKILL. */
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
      // one that has ended, but whose output somebody of its group still writes
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

  /** Ends one, and what it has started; false where it has ended. */
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
    groups.forEach(group -> signal(group, SIGTERM));
    groups.forEach(group -> signal(group, SIGCONT));
    long end = System.nanoTime() + TO_END.toNanos();
    while (!groups.isEmpty() && System.nanoTime() < end) {
      left.removeIf(child -> child.end() != null);
      groups.removeIf(group -> !signal(group, 0));
      kernel.own().polling().poll(new int[0], new int[0], 1);
    }
    groups.forEach(group -> signal(group, SIGKILL));
    for (ChildRecord child : left) {
      child.awaitEnd(kernel.home());
    }
  }

  /** Sends a group a signal; false where there is no such group any more. */
  private boolean signal(int group, int signal) {
    try {
      kernel.home().processControl().kill(-group, signal);
      return true;
    } catch (SysException gone) {
      return gone.getErrno() == Errno.EPERM;
    }
  }
}

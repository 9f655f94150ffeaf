package ipcsh.scenario;

import ipcsh.command.Context;
import ipcsh.handle.Child;
import ipcsh.handle.InternalWaits;
import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.handle.ThreadProbe;
import ipcsh.handle.UnsharedObserver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The activity in a shell in addition to the evaluating thread: jobs, threads, children, programs.
 */
final class BackgroundActivity {
  private final Context context;
  private final UnsharedObserver unshared;

  BackgroundActivity(Context context) {
    this.context = context;
    this.unshared = context.unshared();
  }

  /** The observer of processes and threads. */
  UnsharedObserver unshared() {
    return unshared;
  }

  /** The waits of threads in this shell. */
  InternalWaits waits() {
    return context.jobs().waits();
  }

  /** The roles of this shell: other shells, threads, children. */
  List<Role> roles() {
    return roles(context);
  }

  /** The same without an observer. */
  static List<Role> roles(Context context) {
    List<Role> all = new ArrayList<>(context.roleShells().all());
    all.addAll(context.roleShells().distantOnes());
    all.addAll(context.localRoles().members());
    return all;
  }

  /** The states of background jobs, on threads of their own and on those of roles. */
  List<ThreadProbe> jobs() throws InterruptedException {
    List<ThreadProbe> looks = new ArrayList<>();
    for (Pending job : context.jobs().all()) {
      if (job.isRunning()) {
        looks.add(job.look(unshared));
      }
    }
    return looks;
  }

  /** Whether a role is busy with a hidden block, for which another one waits. */
  static boolean isUnseen(Role role) {
    Pending now = role.getCurrent();
    return now != null && now.isUnseen();
  }

  /**
   * The states of the programs and children of this shell, but not of its shells, and of their
   * descendants.
   */
  List<ThreadProbe> programs() throws InterruptedException {
    Set<Long> shells = new HashSet<>();
    context.roleShells().all().forEach(shell -> shells.add((long) shell.getPid()));
    context.roleShells().carriers().forEach(pid -> shells.add((long) pid));
    Set<Long> busy = new HashSet<>();
    for (Role role : context.localRoles().members()) {
      // a child that runs a block is represented by the thread that makes its calls
      if (role instanceof Child child && role.getCurrent() != null) {
        busy.add((long) child.getPid());
      }
    }
    List<ThreadProbe> looks = new ArrayList<>();
    for (int pid : context.children().running()) {
      if (!shells.contains((long) pid)) {
        List<Long> all = new ArrayList<>(List.of((long) pid));
        all.addAll(below(pid));
        all.removeAll(busy);
        for (long each : all) {
          looks.add(program(each));
        }
      }
    }
    return looks;
  }

  private List<Long> below(int pid) throws InterruptedException {
    return unshared.look(
        () ->
            ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList());
  }

  private ThreadProbe program(long pid) throws InterruptedException {
    String sleep = unshared.sleep(pid);
    return sleep == null
        ? ThreadProbe.RUNNING
        : new ThreadProbe(ThreadProbe.State.BLOCKED, null, pid + sleep, 0);
  }

  /** All activity combined: the state of the evaluator, unless something else is still running. */
  ThreadProbe with(ThreadProbe evaluator) throws InterruptedException {
    List<ThreadProbe> all = new ArrayList<>(List.of(evaluator));
    all.addAll(jobs());
    for (Role role : roles()) {
      all.add(isUnseen(role) ? ThreadProbe.IDLE : role.look(unshared));
    }
    all.addAll(programs());
    StringBuilder evidence = new StringBuilder();
    long tries = Long.MAX_VALUE;
    for (ThreadProbe look : all) {
      if (look.isRunning()) {
        return ThreadProbe.RUNNING;
      }
      evidence.append(look.evidence()).append('|');
      tries = look.state() == ThreadProbe.State.TRIES ? Math.min(tries, look.tries()) : tries;
    }
    return tries == Long.MAX_VALUE
        ? new ThreadProbe(evaluator.state(), evaluator.call(), evidence.toString(), 0)
        : new ThreadProbe(ThreadProbe.State.TRIES, evaluator.call(), evidence.toString(), tries);
  }
}

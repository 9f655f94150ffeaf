package ipcsh.command;

import ipcsh.handle.Child;
import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.peer.RoleShell;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A part of a session that is blocked in a call: a role, or a job.
 *
 * @param who its name
 * @param pid the process of the thread
 * @param call the call, {@code recvfrom(3, ...)}
 */
public record BlockedTask(String who, int pid, String call) {
  /** The threads, children and jobs of a session that are blocked. */
  public static List<BlockedTask> in(Context context) {
    List<BlockedTask> found = new ArrayList<>();
    Set<Pending> ofRoles = new HashSet<>();
    context.roleShells().wanted().forEach(shell -> ofRoles.add(shell.getCurrent()));
    context.roleShells().distantOnes().forEach(shell -> ofRoles.add(shell.getCurrent()));
    int self = context.kernel().shell().pid();
    for (Role role : context.localRoles().members()) {
      Pending now = role.getCurrent();
      ofRoles.add(now);
      if (!(role instanceof Child child) || child.isDriven()) {
        int pid = role instanceof Child its ? its.getPid() : self;
        add(found, role.getName(), pid, now == null ? null : now.getCall());
      }
    }
    for (Pending job : context.jobs().all()) {
      if (!ofRoles.contains(job)) {
        add(found, job.getName(), self, job.getCall());
      }
    }
    return found;
  }

  /** The shells that a session has started, each of which is queried. */
  static List<BlockedTask> shells(Context context) {
    List<BlockedTask> found = new ArrayList<>();
    for (RoleShell shell : context.roleShells().wanted()) {
      if (shell.getCurrent() != null && !shell.isDone()) {
        add(found, shell.getName(), shell.getPid(), shell.state());
      }
    }
    return found;
  }

  /** The calls in which tasks of one process are blocked. */
  public static List<String> calls(Context context) {
    int self = context.kernel().shell().pid();
    return in(context).stream().filter(one -> one.pid == self).map(BlockedTask::call).toList();
  }

  private static void add(List<BlockedTask> found, String who, int pid, String call) {
    if (call != null && call.contains("(")) {
      found.add(new BlockedTask(who, pid, call));
    }
  }
}

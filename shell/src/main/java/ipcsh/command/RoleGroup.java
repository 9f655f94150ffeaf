package ipcsh.command;

import ipcsh.handle.Pending;
import ipcsh.peer.DistantRole;
import ipcsh.peer.DistantRoles.Started;
import ipcsh.peer.RoleShell;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.view.AnswerRow;
import ipcsh.view.AnswerTable;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Roles on several machines, which run the same block at the same time. A list of them; machines
 * that cannot be reached are not in it, and are named in each answer.
 */
public final class RoleGroup extends AbstractList<RoleShell> {
  private final List<Started> all;
  private final List<DistantRole> roles;

  /** The roles, as far as they have started. */
  public RoleGroup(List<Started> started) {
    this.all = List.copyOf(started);
    this.roles = started.stream().filter(one -> one.role() != null).map(Started::role).toList();
  }

  @Override
  public RoleShell get(int index) {
    return roles.get(index);
  }

  @Override
  public int size() {
    return roles.size();
  }

  /** Runs the block on all at once, and returns all answers; Ctrl-C interrupts it on all. */
  public AnswerTable call(Callable<?> block) {
    List<Pending> running = start(block);
    List<AnswerRow> answers = new ArrayList<>();
    int next = 0;
    for (Started one : all) {
      answers.add(
          one.role() == null
              ? failed(one, one.failure())
              : answer(one, running.get(next++), running));
    }
    return new AnswerTable(answers);
  }

  /** Starts the block on all, and does not wait. */
  public List<Pending> start(Callable<?> block) {
    return roles.stream().map(role -> started(role, block)).toList();
  }

  /** A role that has ended takes no block: its answer is the reason. */
  private static Pending started(DistantRole role, Callable<?> block) {
    try {
      return role.start(block);
    } catch (SysException ended) {
      return null;
    }
  }

  private static AnswerRow answer(Started one, Pending pending, List<Pending> all) {
    DistantRole role = one.role();
    if (pending == null) {
      return failed(one, role.whyEnded());
    }
    try {
      Object value = pending.get();
      return new AnswerRow(role.getName(), role.getHost(), value, role.shown(), null);
    } catch (Throwable error) {
      if (pending.isRunning()
          && error instanceof SysException call
          && call.getErrno() == Errno.EINTR) {
        // Ctrl-C here: the block is still running there
        all.forEach(RoleGroup::cancel);
        throw call;
      }
      return failed(one, error);
    }
  }

  private static void cancel(Pending pending) {
    if (pending != null && pending.isRunning()) {
      pending.cancel();
    }
  }

  private static AnswerRow failed(Started one, Throwable error) {
    String message = String.valueOf(error.getMessage());
    return new AnswerRow(
        one.wanted().name(), one.wanted().destination().text(), null, message, error);
  }

  @Override
  public String toString() {
    return all.stream()
        .map(
            one ->
                one.role() == null
                    ? one.wanted().name() + "  " + one.failure().getMessage()
                    : one.role().toString())
        .collect(Collectors.joining("\n"));
  }
}

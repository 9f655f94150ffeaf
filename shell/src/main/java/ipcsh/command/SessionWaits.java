package ipcsh.command;

import ipcsh.handle.Child;
import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.inspect.Holder;
import ipcsh.peer.RoleShell;
import ipcsh.why.ShellActivity;
import ipcsh.why.WaitNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What this session knows of the processes and threads that wait: names, and what shells do. */
final class SessionWaits implements WaitNames {
  private final Context context;
  private final ProcessNames names;
  private final boolean canGoOn;
  private final Map<Integer, ShellActivity> shells = new HashMap<>();
  private final Map<Integer, String> threads = new HashMap<>();

  /**
   * Knowledge of this session.
   *
   * @param canGoOn whether its user can type a line, or a line is evaluated
   */
  SessionWaits(Context context, ProcessNames names, boolean canGoOn) {
    this.context = context;
    this.names = names;
    this.canGoOn = canGoOn;
  }

  /**
   * Asks the shells what they do. To be called on the calling thread, since it may take a moment.
   *
   * @param all whether those that this session has not started are asked, too
   */
  void ask(boolean all) {
    int self = context.kernel().shell().pid();
    List<Integer> own = new ArrayList<>();
    for (Role role : context.localRoles().members()) {
      Pending now = role.getCurrent();
      if (role instanceof Child child) {
        if (child.isDriven()) {
          shells.put(child.getPid(), ofBlock(now == null ? null : now.getCall(), now, self));
        }
      } else {
        threads.put(role.number(), role.getName());
        if (now != null && now.getCall() != null) {
          own.add(role.number());
        }
      }
    }
    for (Pending job : context.jobs().all()) {
      int number = job.getThreadNumber();
      if (number != 0 && job.getCall() != null && !own.contains(number)) {
        own.add(number);
        threads.putIfAbsent(number, job.getName());
      }
    }
    shells.put(self, new ShellActivity(canGoOn, own, List.of(), List.of(), null));
    for (RoleShell shell : context.roleShells().wanted()) {
      if (!shell.isDone()) {
        Pending now = shell.getCurrent();
        shells.put(shell.getPid(), ofBlock(now == null ? null : shell.state(), now, self));
      }
    }
    if (all) {
      for (Map<String, Object> other : context.shells().table()) {
        shells.putIfAbsent(((Number) other.get("pid")).intValue(), ofAnswer(other));
      }
    }
  }

  private static ShellActivity ofBlock(String call, Pending now, int parent) {
    if (now == null) {
      return ShellActivity.idle(parent);
    }
    return call != null && call.contains("(")
        ? ShellActivity.in(List.of(call))
        : ShellActivity.RUNS;
  }

  private static ShellActivity ofAnswer(Map<String, Object> told) {
    List<String> calls = new ArrayList<>();
    String state = String.valueOf(told.get("state"));
    if (state.contains("(")) {
      calls.add(state);
    }
    if (told.get("waits") instanceof List<?> waits) {
      waits.forEach(call -> calls.add(String.valueOf(call)));
    }
    return new ShellActivity(!state.contains("("), List.of(), calls, List.of(), null);
  }

  @Override
  public String process(int pid) {
    return names.given(pid);
  }

  @Override
  public String descriptor(Holder holder) {
    return null;
  }

  @Override
  public ShellActivity shell(int pid) {
    return shells.get(pid);
  }

  @Override
  public String thread(int tid) {
    return threads.get(tid);
  }
}

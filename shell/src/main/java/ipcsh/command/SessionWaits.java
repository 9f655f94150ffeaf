package ipcsh.command;

import ipcsh.handle.Child;
import ipcsh.handle.HasPid;
import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.inspect.Holder;
import ipcsh.peer.RoleAnswer;
import ipcsh.peer.RoleShell;
import ipcsh.sys.invoke.BlockedCall;
import ipcsh.why.ShellActivity;
import ipcsh.why.WaitNames;
import ipcsh.why.Waker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What this session knows of the processes and threads that wait: names, and what shells do. */
final class SessionWaits implements WaitNames {
  private final Context context;
  private final ProcessNames names;
  private final Thread evaluator;
  private DescriptorNames variables = DescriptorNames.NONE;
  private final Map<Integer, ShellActivity> shells = new HashMap<>();
  private final Map<Integer, String> threads = new HashMap<>();
  private final List<Integer> limited = new ArrayList<>();

  /**
   * Knowledge of this session.
   *
   * @param evaluator the thread that evaluates its lines, if that may be blocked; null if its user
   *     can type a line, or one is evaluated
   */
  SessionWaits(Context context, ProcessNames names, Thread evaluator) {
    this.context = context;
    this.names = names;
    this.evaluator = evaluator;
  }

  /**
   * Asks the shells what they do. To be called on the calling thread, since it may take a moment.
   *
   * @param all whether those that this session has not started are asked, too
   */
  void ask(boolean all) {
    int self = context.kernel().shell().pid();
    List<Integer> own = new ArrayList<>();
    ShellReports reports = ShellReports.of(context, all);
    variables = reports.names();
    for (Role role : context.localRoles().members()) {
      Pending now = role.getCurrent();
      if (role instanceof Child child) {
        if (child.isDriven()) {
          shells.put(child.getPid(), ofChild(child, now, self));
        }
      } else {
        threads.put(role.number(), role.getName());
        if (now != null && now.getCall() != null) {
          own.add(role.number());
          limit(now, role.number());
        }
      }
    }
    for (Pending job : context.jobs().all()) {
      int number = job.getThreadNumber();
      if (number != 0 && job.getCall() != null && !own.contains(number)) {
        own.add(number);
        limit(job, number);
        threads.putIfAbsent(number, job.getName());
      }
    }
    shells.put(self, ofSelf(self, own));
    for (RoleShell shell : context.roleShells().wanted()) {
      if (!shell.isDone()) {
        shells.put(shell.getPid(), ofRole(shell, self));
      }
    }
    reports.others().forEach(other -> shells.putIfAbsent(ShellReports.pid(other), ofAnswer(other)));
  }

  /** This shell; its evaluator may be in a call, or wait for a role. */
  private ShellActivity ofSelf(int self, List<Integer> own) {
    BlockedCall call = evaluator == null ? null : context.kernel().callOf(evaluator);
    if (call != null && call.description() != null && !call.pauses()) {
      own.add(call.thread());
      if (call.isLimited()) {
        limited.add(call.thread());
      }
      return new ShellActivity(false, own, List.of(), limited, List.of(), null);
    }
    Pending awaited = evaluator == null ? null : context.jobs().waits().pendingOf(evaluator);
    if (evaluator != null && context.jobs().waits().isLimited(evaluator)) {
      limited.add(self);
    }
    // what is on another machine may end its block
    return awaited == null || isElsewhere(awaited) || isBusy(awaited)
        ? new ShellActivity(true, own, List.of(), limited, List.of(), null)
        : new ShellActivity(
            false,
            own,
            List.of(),
            limited,
            List.of(who(awaited)),
            "the end of a block of " + awaited.getName());
  }

  private boolean isElsewhere(Pending awaited) {
    return DistantPictures.all(context).stream()
        .anyMatch(role -> role.getName().equals(awaited.getName()));
  }

  /**
   * Whether a job is in no call: it computes, or its thread waits for something that is not a call,
   * such as the block of a role, which the kernel does not know.
   */
  private boolean isBusy(Pending awaited) {
    return awaited.getCall() == null && roleOf(awaited) == null;
  }

  /** The role whose block is awaited; null if it is a job's. */
  private Role roleOf(Pending awaited) {
    List<Role> roles = new ArrayList<>(context.roleShells().all());
    roles.addAll(context.localRoles().members());
    return roles.stream()
        .filter(role -> role.getName().equals(awaited.getName()))
        .findFirst()
        .orElse(null);
  }

  private Waker who(Pending awaited) {
    int self = context.kernel().shell().pid();
    String action = "ends its block";
    Role role = roleOf(awaited);
    if (role == null) {
      return new Waker(self, awaited.getThreadNumber(), null, action);
    }
    return role instanceof HasPid process
        ? new Waker(process.getPid(), action)
        : new Waker(self, role.number(), null, action);
  }

  private void limit(Pending job, int number) {
    if (job.isLimited()) {
      limited.add(number);
    }
  }

  private static ShellActivity ofChild(Child child, Pending now, int parent) {
    if (now == null) {
      return betweenBlocks(child, parent);
    }
    return ofBlock(now.getCall(), now.isLimited() ? List.of(ShellActivity.ALL) : List.of());
  }

  /** One whose thread runs no block; it may have been given one that it has not taken yet. */
  private static ShellActivity betweenBlocks(Role role, int parent) {
    return role.isBusy() ? ShellActivity.RUNS : ShellActivity.idle(parent);
  }

  private ShellActivity ofRole(RoleShell shell, int parent) {
    if (shell.getCurrent() == null) {
      return betweenBlocks(shell, parent);
    }
    RoleAnswer.State its = shell.activity(context.unshared());
    if (its.thread() == 0) {
      return ofBlock(its.state(), null);
    }
    List<Integer> limited = its.limited() ? List.of(its.thread()) : List.of();
    return ShellActivity.in(its.thread(), limited);
  }

  private static ShellActivity ofBlock(String call, List<Integer> limited) {
    return call != null && call.contains("(")
        ? ShellActivity.in(List.of(call), limited)
        : ShellActivity.RUNS;
  }

  private static ShellActivity ofAnswer(Map<String, Object> answer) {
    List<String> calls = new ArrayList<>();
    String state = ShellReports.state(answer);
    if (state.contains("(")) {
      calls.add(state);
    }
    calls.addAll(ShellReports.waits(answer));
    return new ShellActivity(!state.contains("("), List.of(), calls, null, List.of(), null);
  }

  @Override
  public String process(int pid) {
    return names.given(pid);
  }

  @Override
  public String descriptor(Holder holder) {
    return variables.of(holder.pid(), holder.number());
  }

  @Override
  public String memory(int pid, long address) {
    return variables.object(pid, address);
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

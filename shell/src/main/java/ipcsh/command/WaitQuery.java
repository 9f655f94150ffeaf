package ipcsh.command;

import ipcsh.command.model.Conversion;
import ipcsh.handle.Child;
import ipcsh.handle.HasPid;
import ipcsh.handle.Pending;
import ipcsh.handle.Role;
import ipcsh.handle.UsageException;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.MachineWaits;
import ipcsh.inspect.ProcessFacts;
import ipcsh.peer.DistantRole;
import ipcsh.peer.RoleAnswer;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.view.WaitRow;
import ipcsh.view.WaitTable;
import ipcsh.view.WakerRow;
import ipcsh.why.Actor;
import ipcsh.why.ConnectionEnds;
import ipcsh.why.JudgedWait;
import ipcsh.why.WaitCondition;
import ipcsh.why.WaitReport;
import ipcsh.why.WaitSentences;
import ipcsh.why.Waker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** Finds out why processes wait, on the thread of the unshared observer. */
public final class WaitQuery {
  private final Context context;
  private final ProcessNames names;

  public WaitQuery(Context context) {
    this.context = context;
    this.names = ProcessNames.inPicture(context);
  }

  /** Whose waits are asked for: processes, and of this shell's threads only these if any. */
  private record Asked(Set<Integer> pids, Set<Integer> threads, String who) {
    boolean isMeant(Actor actor, int self) {
      return threads == null || actor.pid() != self || threads.contains(actor.tid());
    }
  }

  /**
   * The waits of this shell and all that it has started, or of given processes and threads.
   *
   * @throws UsageException if one is not known
   * @throws SysException ESRCH if a process does not exist
   */
  public WaitTable of(List<Object> given) {
    List<Object> here = new ArrayList<>(given);
    here.removeIf(DistantRole.class::isInstance);
    List<DistantRole> elsewhere = new ArrayList<>();
    if (given.isEmpty()) {
      elsewhere.addAll(DistantPictures.all(context));
    }
    given.stream()
        .filter(DistantRole.class::isInstance)
        .forEach(one -> elsewhere.add((DistantRole) one));
    boolean isThere = here.isEmpty() && !given.isEmpty();
    Set<DistantRole> all = new LinkedHashSet<>(DistantPictures.all(context));
    all.addAll(elsewhere);
    if (all.isEmpty()) {
      return of(here, null);
    }
    // a ring may lead through all of them
    DistantWaits others = DistantWaits.of(all);
    Found family = found(List.of(), null);
    Found asked = isThere ? Found.NOTHING : given.isEmpty() ? family : found(here, null);
    return others.with(asked, family.ends, elsewhere);
  }

  /** What a role on another machine answers to this question. */
  public RoleAnswer.Waits answer(Thread evaluator) {
    Found found = found(List.of(), evaluator);
    return new RoleAnswer.Waits(found.table.getSentences(), found.ends);
  }

  /**
   * What was seen on this machine.
   *
   * @param first for each chain of the table the process of its first wait
   * @param ends what other machines can complete
   */
  record Found(WaitTable table, List<Integer> first, MachineWaits ends) {
    /** Nothing was looked at. */
    static final Found NOTHING =
        new Found(new WaitTable(List.of(), List.of()), List.of(), MachineWaits.NONE);
  }

  /**
   * The sentences about a session in which nothing moves; empty unless no process can end it.
   *
   * @param evaluator the thread that evaluates its lines
   */
  public List<String> stuck(Thread evaluator) {
    if (DistantPictures.all(context).stream().anyMatch(Role::isBusy)) {
      // what moves on another machine is not seen here
      return List.of();
    }
    WaitTable waits = of(List.of(), evaluator);
    return waits.stuck().isEmpty() ? List.of() : waits.getSentences();
  }

  /**
   * The waits of this shell and all that it has started.
   *
   * @param evaluator the thread that evaluates its lines
   */
  public WaitTable family(Thread evaluator) {
    return of(List.of(), evaluator);
  }

  private WaitTable of(List<Object> given, Thread evaluator) {
    return found(given, evaluator).table;
  }

  private Found found(List<Object> given, Thread evaluator) {
    int self = context.kernel().shell().pid();
    SessionWaits session = new SessionWaits(context, names, evaluator);
    session.ask(!given.isEmpty());
    return look(
        () -> {
          names.refresh();
          Asked asked = given.isEmpty() ? family(self) : asked(given, self);
          Inspector inspector = new Inspector(context.kernel().home());
          for (int pid : asked.pids) {
            ProcessFacts facts = facts(inspector, pid, !given.isEmpty());
            if (facts != null && facts.hasEnded() && !given.isEmpty()) {
              return new Found(
                  WaitTable.without(
                      names.of(pid, inspector)
                          + " has ended: it is a zombie, which its parent has not reaped"),
                  List.of(),
                  MachineWaits.NONE);
            }
          }
          WaitReport report =
              WaitReport.of(
                  context.kernel().home(),
                  session,
                  asked.pids,
                  actor -> asked.isMeant(actor, self));
          return new Found(
              table(report, asked),
              report.chains().stream().map(chain -> chain.get(0).condition().pid()).toList(),
              ConnectionEnds.of(report));
        });
  }

  private static ProcessFacts facts(Inspector inspector, int pid, boolean must) {
    try {
      return inspector.facts(pid);
    } catch (SysException ended) {
      if (must) {
        throw new SysException(ended.getErrno(), "why(" + pid + ")");
      }
      return null;
    }
  }

  private Asked family(int self) {
    Set<Integer> pids = new LinkedHashSet<>();
    context.roleShells().wanted().stream()
        .filter(shell -> !shell.isDone())
        .forEach(shell -> pids.add(shell.getPid()));
    context.localRoles().members().stream()
        .filter(role -> role instanceof Child)
        .forEach(role -> pids.add(((Child) role).getPid()));
    pids.addAll(context.children().running());
    context.roleShells().carriers().forEach(pids::remove);
    // what was started ahead and never used is nobody's yet
    context.roleShells().unused().forEach(shell -> pids.remove((Integer) shell.getPid()));
    pids.add(self);
    return new Asked(pids, null, "nothing that this shell has started");
  }

  private Asked asked(List<Object> given, int self) {
    Set<Integer> pids = new LinkedHashSet<>();
    Set<Integer> threads = new LinkedHashSet<>();
    List<String> who = new ArrayList<>();
    boolean wholeShell = false;
    for (Object one : given) {
      if (one instanceof HasPid process) {
        pids.add(process.localPid());
        who.add(one instanceof Role role ? role.getName() : "process " + process.localPid());
        wholeShell |= process.localPid() == self;
      } else if (one instanceof Role role) {
        pids.add(self);
        threads.add(role.number());
        who.add(role.getName());
      } else if (one instanceof Pending job) {
        pids.add(self);
        threads.add(job.getThreadNumber());
        who.add(job.getName());
      } else {
        int pid = pid(one);
        pids.add(pid);
        who.add(one instanceof CharSequence ? one.toString() : "process " + pid);
        wholeShell |= pid == self;
      }
    }
    return new Asked(
        pids, wholeShell || threads.isEmpty() ? null : threads, String.join(", ", who));
  }

  private int pid(Object one) {
    if (one instanceof Integer pid && pid > 0) {
      return pid;
    }
    if (!(one instanceof CharSequence)) {
      throw Conversion.wanted(
          "a process (its ID, a child, a shell, its name), a thread or a job", one);
    }
    String name = one.toString();
    if (name.matches("[1-9]\\d{0,8}")) {
      return Integer.parseInt(name);
    }
    Integer pid =
        name.equals(context.shells().self())
            ? (Integer) context.kernel().shell().pid()
            : names.pid(name);
    if (pid == null) {
      throw new UsageException("why: no shell is called '" + name + "'" + names.near(name));
    }
    return pid;
  }

  private WaitTable table(WaitReport report, Asked asked) {
    if (report.waits().isEmpty()) {
      return WaitTable.without(asked.who + " waits: nothing is blocked in a call");
    }
    WaitSentences sentences = new WaitSentences(report);
    Map<WaitCondition, WaitRow> rows = new LinkedHashMap<>();
    for (JudgedWait wait : report.waits()) {
      rows.put(wait.condition(), row(report, sentences, wait));
    }
    for (JudgedWait wait : report.waits()) {
      List<WaitRow> ring = new ArrayList<>();
      for (WaitCondition one : wait.ring()) {
        WaitRow known = rows.get(one);
        ring.add(
            known == null
                ? row(report, sentences, new JudgedWait(one, wait.verdict(), List.of(), null))
                : known);
      }
      rows.get(wait.condition()).ring(ring);
    }
    return new WaitTable(new ArrayList<>(rows.values()), sentences.chains());
  }

  private static WaitRow row(WaitReport report, WaitSentences sentences, JudgedWait judged) {
    WaitCondition wait = judged.condition();
    List<WakerRow> wakers = new ArrayList<>();
    for (Waker one : wait.wakers()) {
      wakers.add(
          new WakerRow(
              one.pid(),
              report.process(one.pid()),
              one.tid(),
              one.descriptor(),
              one.descriptor() == null ? null : report.object(one.pid(), one.descriptor()),
              one.action(),
              sentences.now(one)));
    }
    return new WaitRow(
        new WaitRow.Facts(
            wait.pid(),
            wait.tid(),
            report.thread(wait),
            wait.call(),
            wait.purpose(),
            report.descriptor(wait),
            wait.object(),
            wait.what() == null ? wait.object() : wait.what(),
            wait.state(),
            wait.notes(),
            wait.timeout(),
            wait.outside() == null ? wait.newcomer() : wait.outside(),
            judged.verdict().toString(),
            judged.reason()),
        wakers);
  }

  private <T> T look(Callable<T> work) {
    try {
      T seen = context.unshared().look(work);
      context.nameRestrictions();
      return seen;
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "why");
    }
  }
}

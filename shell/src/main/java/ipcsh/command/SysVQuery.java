package ipcsh.command;

import ipcsh.inspect.Inspector;
import ipcsh.inspect.SysVFacts;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SysVConstants;
import ipcsh.view.SysVRow;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Looks at System V objects: what they hold, who used them last, what those are called. */
public final class SysVQuery {
  /** Of so many semaphores of a set it is asked who used them. */
  private static final int ASKED = 64;

  private final Context context;
  private final ProcessNames names;

  public SysVQuery(Context context) {
    this.context = context;
    this.names = new ProcessNames(context);
  }

  /** All of the machine. */
  public List<SysVRow> all() {
    List<Supplier<SysVRow>> rows =
        look(
            () -> {
              Sys sys = context.kernel().home();
              Inspector inspector = new Inspector(sys);
              List<Supplier<SysVRow>> found = new ArrayList<>();
              for (SysVFacts facts : SysVFacts.all(sys)) {
                found.add(row(sys, facts, inspector));
              }
              return found;
            });
    return rows.stream().map(Supplier::get).toList();
  }

  private <T> T look(Callable<T> work) {
    names.refresh();
    try {
      return context.unshared().look(work);
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "ipcs");
    }
  }

  /** What was seen; the observer's thread must not ask itself for users' names. */
  private Supplier<SysVRow> row(Sys sys, SysVFacts facts, Inspector inspector) {
    List<Integer> values = null;
    Set<Integer> pids = new LinkedHashSet<>();
    int waiting = 0;
    switch (facts.kind()) {
      case QUEUE -> {
        pids.add((int) facts.number("msg_lspid"));
        pids.add((int) facts.number("msg_lrpid"));
      }
      case SEGMENT -> {
        pids.add((int) facts.number("shm_lpid"));
        pids.add((int) facts.number("shm_cpid"));
      }
      case SEMAPHORES -> {
        int count = (int) facts.number("sem_nsems");
        try {
          values = sys.semaphoreSets().values(facts.id(), count);
          for (int i = 0; i < Math.min(count, ASKED); i++) {
            pids.add(get(sys, facts, i, SysVConstants.GETPID));
            waiting += get(sys, facts, i, SysVConstants.GETNCNT);
            waiting += get(sys, facts, i, SysVConstants.GETZCNT);
          }
        } catch (SysException notReadable) {
          // then it is not told
        }
      }
    }
    List<SysVRow.User> users = new ArrayList<>();
    for (int pid : pids) {
      if (pid > 0) {
        users.add(new SysVRow.User(pid, names.of(pid, inspector)));
      }
    }
    List<Integer> seen = values;
    int waiters = waiting;
    return () -> new SysVRow(facts, context.accounts().user(facts.uid()), seen, waiters, users);
  }

  private static int get(Sys sys, SysVFacts facts, int number, int what) {
    return sys.semaphoreSets().control(facts.id(), number, what, 0);
  }

  /** One by its kind and ID, null where there is none. */
  public SysVRow one(SysVKind kind, int id) {
    Supplier<SysVRow> found =
        look(
            () -> {
              Sys sys = context.kernel().home();
              SysVFacts facts = SysVFacts.of(sys, kind, id);
              return facts == null ? null : row(sys, facts, new Inspector(sys));
            });
    return found == null ? null : found.get();
  }
}

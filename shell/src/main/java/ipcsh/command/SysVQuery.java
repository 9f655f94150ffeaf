package ipcsh.command;

import ipcsh.handle.SysVObject;
import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.SharedMemory;
import ipcsh.inspect.SysVFacts;
import ipcsh.inspect.SysVKind;
import ipcsh.inspect.SysVUsers;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.SysVConstants;
import ipcsh.view.Holding;
import ipcsh.view.SysVInspection;
import ipcsh.view.SysVRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    this(context, new ProcessNames(context));
  }

  SysVQuery(Context context, ProcessNames names) {
    this.context = context;
    this.names = names;
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
  Supplier<SysVRow> row(Sys sys, SysVFacts facts, Inspector inspector) {
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
          // then it is not reported
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

  /** A row with who has attached it, and who waits for it. */
  private record Seen(
      Supplier<SysVRow> row, List<Map<String, Object>> mapped, List<Map<String, Object>> waiting) {}

  /**
   * All that is known of an object.
   *
   * @throws SysException EINVAL where it is removed
   */
  public SysVInspection inspection(SysVObject object) {
    SysVKind kind = object.kind();
    Seen seen =
        look(
            () -> {
              Sys sys = context.kernel().home();
              Inspector inspector = new Inspector(sys);
              SysVFacts facts = SysVFacts.of(sys, kind, object.getId());
              if (facts == null) {
                throw new SysException(Errno.EINVAL, "inspect(" + object.getId() + ")");
              }
              SysVUsers users = new SysVUsers(sys);
              return new Seen(
                  row(sys, facts, inspector),
                  kind == SysVKind.SEGMENT
                      ? users.attached(facts.id()).stream()
                          .map(part -> mapped(part, inspector))
                          .toList()
                      : List.of(),
                  users.waiting(kind, facts.id()).stream()
                      .map(thread -> waiting(thread, inspector))
                      .toList());
            });
    return new SysVInspection(seen.row.get(), seen.mapped, seen.waiting);
  }

  private Map<String, Object> mapped(SharedMemory.Part part, Inspector inspector) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("pid", part.pid());
    map.put("process", names.of(part.pid(), inspector));
    map.put("protection", part.mapping().protection());
    return map;
  }

  private Map<String, Object> waiting(BlockedThread thread, Inspector inspector) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("pid", thread.pid());
    map.put("process", names.of(thread.pid(), inspector));
    map.put("thread", thread.thread());
    map.put("call", thread.inWords());
    return map;
  }

  /** Who has a segment attached, or waits for another object. */
  public List<Holding> holders(SysVObject object) {
    return look(
        () -> {
          Sys sys = context.kernel().home();
          Inspector inspector = new Inspector(sys);
          SysVUsers users = new SysVUsers(sys);
          List<Holding> all = new ArrayList<>();
          if (SysVFacts.of(sys, object.kind(), object.getId()) == null) {
            throw new SysException(Errno.EINVAL, "holders(" + object.getId() + ")");
          }
          if (object.kind() == SysVKind.SEGMENT) {
            for (SharedMemory.Part part : users.attached(object.getId())) {
              String how = "mapped " + part.mapping().protection();
              all.add(new Holding(part.pid(), names.of(part.pid(), inspector), -1, how));
            }
          }
          for (BlockedThread thread : users.waiting(object.kind(), object.getId())) {
            String how = "waits in " + thread.inWords();
            all.add(new Holding(thread.pid(), names.of(thread.pid(), inspector), -1, how));
          }
          return all;
        });
  }
}

package ipcsh.command;

import ipcsh.draw.Subject;
import ipcsh.handle.Child;
import ipcsh.handle.Fd;
import ipcsh.handle.Role;
import ipcsh.handle.UsageException;
import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.HeldLock;
import ipcsh.inspect.Holder;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.Snapshot;
import ipcsh.peer.RoleShell;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Inspects the processes to be drawn: this shell and related processes, or given ones. */
public final class DrawCollector {
  private final Context context;
  private final ProcessNames names;

  public DrawCollector(Context context) {
    this.context = context;
    this.names = new ProcessNames(context);
  }

  /**
   * This shell, its children and the shells that it has started.
   *
   * @param all whether all other shells of this user are included
   * @param own whether the shells' own descriptors are included
   */
  public Subject family(boolean all, boolean own) {
    return look(wanted(all, own), false, calls(all), null);
  }

  /** The selections for the same processes. */
  List<DescriptorSelection> wanted(boolean all, boolean own) {
    List<DescriptorSelection> asked = new ArrayList<>();
    asked.add(new DescriptorSelection(context, "draw", null, own));
    context.localRoles().members().stream()
        .filter(role -> role instanceof Child)
        .map(Child.class::cast)
        .sorted(Comparator.comparing(Child::getPid))
        .forEach(child -> asked.add(new DescriptorSelection(context, "draw", child, own)));
    context.roleShells().wanted().stream()
        .filter(shell -> !shell.isDone())
        .forEach(shell -> asked.add(new DescriptorSelection(context, "draw", shell, own)));
    if (all) {
      context
          .shells()
          .processes()
          .keySet()
          .forEach(name -> asked.add(new DescriptorSelection(context, "draw", name, own)));
    }
    return asked;
  }

  /**
   * Some processes.
   *
   * @throws SysException ESRCH if one does not exist
   */
  public Subject those(List<DescriptorSelection> asked) {
    return look(asked, true, calls(true), null);
  }

  /** The same; those that have ended are left out. */
  Subject present(List<DescriptorSelection> asked) {
    return look(asked, false, calls(true), null);
  }

  /**
   * Inspects processes.
   *
   * @param must whether it is an error if one does not exist
   * @param calls the calls in which shells and children report to be blocked
   * @param others the processes that are checked for shared objects and other ends; null for all
   *     processes
   */
  Subject look(
      List<DescriptorSelection> asked,
      boolean must,
      Map<Integer, List<String>> calls,
      int... others) {
    int self = context.kernel().quiet().processes().getpid();
    Set<Integer> handles =
        context.descriptors().all().stream().map(Fd::getNumber).collect(Collectors.toSet());
    try {
      return context.unshared().look(() -> look(asked, must, self, handles, calls, others)).get();
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "draw");
    }
  }

  /**
   * On the unshared observer's thread.
   *
   * @param handles the handles of the process in which the line is executed
   * @return what is to be called on the caller's thread
   */
  private Supplier<Subject> look(
      List<DescriptorSelection> asked,
      boolean must,
      int self,
      Set<Integer> handles,
      Map<Integer, List<String>> calls,
      int... others) {
    names.refresh();
    Inspector inspector = new Inspector(context.kernel().home());
    Map<Integer, DescriptorSelection> whose = new LinkedHashMap<>();
    Map<Integer, IntPredicate> wanted = new LinkedHashMap<>();
    for (DescriptorSelection one : asked) {
      Integer pid = pid(one, self, must);
      if (pid != null && !whose.containsKey(pid) && (must || isThere(inspector, pid))) {
        whose.put(pid, one);
        wanted.put(pid, one.isSelf() ? handles::contains : Inspector.ALL);
      }
    }
    int[] beside = others == null ? inspector.everybody() : others;
    Snapshot snapshot = inspector.look(wanted, beside);
    SysVRows sysV = new SysVRows(context.kernel().home(), inspector, new SysVQuery(context, names));
    sysV.used(SysVRows.uses(context, names), whose.keySet());
    List<ProcessSnapshot> processes = new ArrayList<>();
    List<BlockedThread> waiting = new ArrayList<>();
    for (ProcessSnapshot process : snapshot.processes()) {
      if (must && process.unreadable() == Errno.ESRCH) {
        throw new SysException(Errno.ESRCH, "draw(" + process.pid() + ")");
      }
      DescriptorSelection one = whose.get(process.pid());
      processes.add(
          new ProcessSnapshot(
              process.facts(),
              process.unreadable(),
              process.descriptors().stream().filter(one::shows).toList()));
      List<String> said = calls.get(process.pid());
      List<BlockedThread> its =
          said == null
              ? inspector.waiting(process.pid())
              : said.stream()
                  .map(call -> BlockedThread.said(process.pid(), call))
                  .filter(Objects::nonNull)
                  .toList();
      waiting.addAll(sysV.waiting(process.pid(), its));
    }
    for (ProcessSnapshot process : processes) {
      sysV.look(process.pid(), waiting.stream().filter(one -> one.pid() == process.pid()).toList());
    }
    IntStream.of(beside).filter(pid -> !whose.containsKey(pid)).forEach(sysV::lookBeside);
    Map<Integer, String> called = names(inspector, snapshot);
    sysV.holders()
        .forEach(one -> called.computeIfAbsent(one.pid(), pid -> names.of(pid, inspector)));
    Map<String, List<String>> locks = locks(inspector, snapshot);
    return () -> {
      sysV.build();
      List<OpenFileDescription> files = new ArrayList<>(snapshot.files());
      files.addAll(sysV.files());
      return new Subject(
          processes.stream().map(sysV::with).toList(),
          files,
          called,
          waiting.stream().map(sysV::with).toList(),
          locks);
    };
  }

  private Map<String, List<String>> locks(Inspector inspector, Snapshot snapshot) {
    LockWords words = new LockWords(pid -> names.of(pid, inspector));
    Map<String, List<String>> found = new HashMap<>();
    for (OpenFileDescription file : snapshot.files()) {
      List<HeldLock> its = snapshot.locks(file.object());
      if (!its.isEmpty()) {
        found.computeIfAbsent(file.object().id(), id -> words.lines(its));
      }
    }
    return found;
  }

  /** The process ID; null if the name is no longer in use and {@code must} is false. */
  private Integer pid(DescriptorSelection one, int self, boolean must) {
    try {
      return one.pid(self, names);
    } catch (UsageException ended) {
      if (must) {
        throw ended;
      }
      return null;
    }
  }

  private static boolean isThere(Inspector inspector, int pid) {
    try {
      return inspector.facts(pid).state() != 'Z';
    } catch (SysException ended) {
      return false;
    }
  }

  /**
   * The calls in which the shells and the children report to be blocked; not read from /proc,
   * because the Java virtual machine of a shell has threads that are always blocked. Empty for a
   * shell that does not answer.
   *
   * @param all whether all other shells are queried too
   */
  Map<Integer, List<String>> calls(boolean all) {
    Map<Integer, List<String>> calls = new HashMap<>();
    note(calls, context.kernel().shell().pid(), null);
    for (RoleShell shell : context.roleShells().wanted()) {
      note(calls, shell.getPid(), null);
    }
    for (Role role : context.localRoles().members()) {
      if (role instanceof Child child && child.isDriven()) {
        note(calls, child.getPid(), null);
      }
    }
    BlockedTask.in(context).forEach(one -> note(calls, one.pid(), one.call()));
    BlockedTask.shells(context).forEach(one -> note(calls, one.pid(), one.call()));
    if (all) {
      for (Map<String, Object> other : context.shells().table()) {
        int pid = ((Number) other.get("pid")).intValue();
        if (!calls.containsKey(pid)) {
          note(calls, pid, String.valueOf(other.get("state")));
          if (other.get("waits") instanceof List<?> waits) {
            waits.forEach(call -> note(calls, pid, String.valueOf(call)));
          }
        }
      }
    }
    return calls;
  }

  private static void note(Map<Integer, List<String>> calls, int pid, String call) {
    List<String> its = calls.computeIfAbsent(pid, first -> new ArrayList<>());
    if (call != null) {
      its.add(call);
    }
  }

  private Map<Integer, String> names(Inspector inspector, Snapshot snapshot) {
    Map<Integer, String> found = new HashMap<>();
    snapshot.processes().forEach(one -> found.put(one.pid(), names.of(one.pid(), inspector)));
    for (OpenFileDescription file : snapshot.files()) {
      for (Holder holder : file.holders()) {
        found.computeIfAbsent(holder.pid(), pid -> names.of(pid, inspector));
      }
    }
    return found;
  }
}

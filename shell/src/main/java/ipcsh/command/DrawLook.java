package ipcsh.command;

import ipcsh.draw.Subject;
import ipcsh.handle.Child;
import ipcsh.handle.Fd;
import ipcsh.inspect.Holder;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.OpenFile;
import ipcsh.inspect.SeenProcess;
import ipcsh.inspect.Snapshot;
import ipcsh.inspect.Waiting;
import ipcsh.sys.Errno;
import ipcsh.sys.SysException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** Looks at the processes that are to be drawn: this shell and those around it, or some others. */
final class DrawLook {
  private final Context context;
  private final ProcessNames names;

  DrawLook(Context context) {
    this.context = context;
    this.names = new ProcessNames(context);
  }

  /**
   * This shell, its children and the shells that it has started.
   *
   * @param all whether all other shells of this user are wanted too
   * @param own whether what shells have open for themselves is wanted too
   */
  Subject family(boolean all, boolean own) {
    List<Asked> asked = new ArrayList<>();
    asked.add(new Asked(context, "draw", null, own));
    context.family().members().stream()
        .filter(role -> role instanceof Child)
        .map(Child.class::cast)
        .sorted(Comparator.comparing(Child::getPid))
        .forEach(child -> asked.add(new Asked(context, "draw", child, own)));
    context.roleShells().wanted().stream()
        .filter(shell -> !shell.isDone())
        .forEach(shell -> asked.add(new Asked(context, "draw", shell, own)));
    if (all) {
      context
          .shells()
          .processes()
          .keySet()
          .forEach(name -> asked.add(new Asked(context, "draw", name, own)));
    }
    return look(asked, false);
  }

  /**
   * Some processes.
   *
   * @throws SysException ESRCH where one is not there
   */
  Subject those(List<Asked> asked) {
    return look(asked, true);
  }

  private Subject look(List<Asked> asked, boolean all) {
    int self = context.kernel().quiet().processes().getpid();
    Set<Integer> handles =
        context.descriptors().all().stream().map(Fd::getNumber).collect(Collectors.toSet());
    try {
      return context.lookout().look(() -> look(asked, all, self, handles));
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "draw");
    }
  }

  /**
   * On the lookout's thread.
   *
   * @param must whether it is an error where one is not there
   */
  private Subject look(List<Asked> asked, boolean must, int self, Set<Integer> handles) {
    names.refresh();
    Inspector inspector = new Inspector(context.kernel().home());
    Map<Integer, Asked> whose = new LinkedHashMap<>();
    Map<Integer, IntPredicate> wanted = new LinkedHashMap<>();
    for (Asked one : asked) {
      int pid = one.pid(self, names);
      if (!whose.containsKey(pid) && (must || isThere(inspector, pid))) {
        whose.put(pid, one);
        wanted.put(pid, one.isSelf() ? handles::contains : Inspector.ALL);
      }
    }
    Snapshot snapshot = inspector.look(wanted, inspector.everybody());
    List<SeenProcess> processes = new ArrayList<>();
    List<Waiting> waiting = new ArrayList<>();
    for (SeenProcess process : snapshot.processes()) {
      Asked one = whose.get(process.pid());
      processes.add(
          new SeenProcess(
              process.facts(),
              process.unreadable(),
              process.descriptors().stream().filter(one::shows).toList()));
      waiting.addAll(waiting(inspector, process.pid()));
    }
    return new Subject(processes, snapshot.files(), names(inspector, snapshot), waiting);
  }

  private static boolean isThere(Inspector inspector, int pid) {
    try {
      return inspector.facts(pid).state() != 'Z';
    } catch (SysException ended) {
      return false;
    }
  }

  /** Who waits; of a shell, whose Java machine has threads that always wait, what its role says. */
  private List<Waiting> waiting(Inspector inspector, int pid) {
    List<Waiting> found = new ArrayList<>(inspector.waiting(pid));
    boolean isShell = found.size() > 3;
    found.removeIf(one -> isShell && one.descriptor() == null);
    return found;
  }

  private Map<Integer, String> names(Inspector inspector, Snapshot snapshot) {
    Map<Integer, String> found = new HashMap<>();
    snapshot.processes().forEach(one -> found.put(one.pid(), names.of(one.pid(), inspector)));
    for (OpenFile file : snapshot.files()) {
      for (Holder holder : file.holders()) {
        found.computeIfAbsent(holder.pid(), pid -> names.of(pid, inspector));
      }
    }
    return found;
  }
}

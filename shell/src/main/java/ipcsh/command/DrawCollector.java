package ipcsh.command;

import ipcsh.draw.Subject;
import ipcsh.handle.Child;
import ipcsh.handle.Fd;
import ipcsh.handle.UsageException;
import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.DatagramQueue;
import ipcsh.inspect.DescriptorFilter;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.FileObject;
import ipcsh.inspect.HeldLock;
import ipcsh.inspect.Holder;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.Mapping;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.Snapshot;
import ipcsh.inspect.SocketObject;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Inspects the processes to be drawn: this shell and related processes, or given ones. */
public final class DrawCollector {
  private final Context context;
  private final ProcessNames names;

  public DrawCollector(Context context) {
    this.context = context;
    this.names = ProcessNames.inPicture(context);
  }

  /**
   * This shell, its children and the shells that it has started.
   *
   * @param all whether all other shells of this user are included
   * @param own whether the shells' own descriptors are included
   */
  public Subject family(boolean all, boolean own) {
    Subject here = look(wanted(all, own), false, ShellReports.of(context, all), Set.of(), null);
    return DistantPictures.joined(
        here, DistantPictures.all(context), all, own, DistantPictures.PATIENCE);
  }

  /** The same of this machine alone, with more processes. */
  public Subject family(boolean all, boolean own, List<Integer> more) {
    List<DescriptorSelection> asked = wanted(all, own);
    more.forEach(pid -> asked.add(DescriptorSelection.forPicture(context, "draw", pid, own)));
    return look(asked, false, ShellReports.of(context, all || !more.isEmpty()), Set.of(), null);
  }

  /** The same as {@link #family(boolean, boolean)}, repeatedly: with reports made before. */
  Subject family(boolean all, boolean own, ShellReports reports, int... others) {
    Subject here = look(wanted(all, own), false, reports, Set.of(), others);
    return DistantPictures.joined(
        here, DistantPictures.all(context), all, own, DistantPictures.LITTLE);
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
   * Some processes, or some handles and what they reach.
   *
   * @throws SysException ESRCH if a process does not exist, EBADF if a descriptor does not
   */
  public Subject those(DrawRequest request) {
    Subject here = those(request, true, ShellReports.of(context, true), null);
    return DistantPictures.joined(
        here, request.distant(), false, request.isOwn(), DistantPictures.PATIENCE);
  }

  /** The same, repeatedly: with reports made before. */
  Subject again(DrawRequest request, ShellReports reports, int... others) {
    return DistantPictures.joined(
        those(request, false, reports, others),
        request.distant(),
        false,
        request.isOwn(),
        DistantPictures.LITTLE);
  }

  /** Those of this machine, with reports made before. */
  private Subject those(DrawRequest request, boolean must, ShellReports reports, int... others) {
    if (!request.hasHandles()) {
      return look(request.processes(), must, reports, Set.of(), others);
    }
    Set<Integer> whole = new HashSet<>();
    List<DescriptorSelection> asked = new ArrayList<>(request.processes());
    if (!asked.isEmpty()) {
      look(asked, must, reports, Set.of(), new int[0])
          .processes()
          .forEach(process -> whole.add(process.pid()));
    }
    asked.addAll(wanted(false, false));
    request
        .pids()
        .forEach(pid -> asked.add(DescriptorSelection.forPicture(context, "draw", pid, false)));
    return request.part(look(asked, false, reports, Set.of(), others), whole);
  }

  /**
   * The same; those that have ended are left out.
   *
   * @param sought the IDs of objects that are shown even if they are in private memory
   */
  Subject present(List<DescriptorSelection> asked, Set<String> sought) {
    return look(asked, false, ShellReports.of(context, true), sought, null);
  }

  /**
   * Inspects processes.
   *
   * @param must whether it is an error if one does not exist
   * @param reports what shells and children report about themselves
   * @param sought the IDs of objects that are shown even if they are in private memory
   * @param others the processes that are checked for shared objects and other ends; null for all
   *     processes
   */
  Subject look(
      List<DescriptorSelection> asked,
      boolean must,
      ShellReports reports,
      Set<String> sought,
      int... others) {
    int self = context.kernel().quiet().processes().getpid();
    Set<Integer> handles =
        context.descriptors().all().stream().map(Fd::getNumber).collect(Collectors.toSet());
    try {
      DescriptorNames variables = reports.names().and(DescriptorNames.local(context));
      Supplier<Subject> seen =
          context
              .unshared()
              .look(
                  () ->
                      look(asked, must, self, handles, reports.calls(), variables, sought, others));
      context.nameRestrictions();
      return seen.get();
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
      DescriptorNames variables,
      Set<String> sought,
      int... others) {
    names.refresh();
    Inspector inspector = new Inspector(context.kernel().home());
    Map<Integer, DescriptorSelection> whose = new LinkedHashMap<>();
    Map<Integer, DescriptorFilter> wanted = new LinkedHashMap<>();
    for (DescriptorSelection one : asked) {
      Integer pid = pid(one, self, must);
      if (pid != null && !whose.containsKey(pid) && (must || isThere(inspector, pid))) {
        whose.put(pid, one);
        wanted.put(pid, one.isSelf() ? handles::contains : one.filter());
      }
    }
    int[] beside = others == null ? inspector.everybody() : others;
    Snapshot snapshot = inspector.look(wanted, beside);
    Map<Integer, List<Mapping>> read = new HashMap<>();
    IntFunction<List<Mapping>> maps = pid -> read.computeIfAbsent(pid, inspector::mappings);
    Sys sys = context.kernel().home();
    SysVRows sysV = new SysVRows(sys, inspector, maps, new SysVQuery(context, names));
    sysV.used(SysVRows.uses(context, names), whose.keySet());
    MemoryRows memory = new MemoryRows(sys, inspector, maps, names, snapshot, sought);
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
      // what waits in a shell that was not asked yet may be the Java machine
      List<String> said =
          names.isOtherShell(process.pid())
              ? calls.getOrDefault(process.pid(), List.of())
              : calls.get(process.pid());
      List<BlockedThread> its =
          said == null
              ? inspector.waiting(process.pid())
              : said.stream()
                  .map(call -> BlockedThread.said(process.pid(), call))
                  .filter(Objects::nonNull)
                  .toList();
      if (process.isReadable()) {
        // of the threads of a shell that reports no call, those that wait are the Java machine's
        boolean awaits = said == null || !its.isEmpty();
        memory.look(process.pid(), variables.memory(process.pid()), awaits);
      }
      waiting.addAll(memory.waiting(process.pid(), sysV.waiting(process.pid(), its)));
    }
    for (ProcessSnapshot process : processes) {
      sysV.look(process.pid(), waiting.stream().filter(one -> one.pid() == process.pid()).toList());
    }
    IntStream.of(beside)
        .filter(pid -> !whose.containsKey(pid))
        .forEach(
            pid -> {
              sysV.lookBeside(pid);
              memory.lookBeside(pid);
            });
    memory.build();
    List<OpenFileDescription> drawable = drawable(snapshot, whose.keySet());
    Map<Integer, String> called = names(inspector, processes, drawable);
    Stream.concat(sysV.holders().stream(), memory.holders().stream())
        .forEach(one -> called.computeIfAbsent(one.pid(), pid -> names.of(pid, inspector)));
    Map<String, List<String>> locks = locks(inspector, snapshot);
    processes.stream()
        .filter(process -> variables.memory(process.pid()) != null)
        .flatMap(process -> process.descriptors().stream())
        .forEach(seen -> datagrams(locks, seen));
    return () -> {
      sysV.build();
      List<OpenFileDescription> files = new ArrayList<>(drawable);
      files.addAll(sysV.files());
      files.addAll(memory.files());
      return new Subject(
          processes.stream().map(sysV::with).map(memory::with).toList(),
          files,
          called,
          waiting.stream().map(sysV::with).toList(),
          locks,
          variables.all());
    };
  }

  /** Notes the datagrams that wait in a socket of the session. */
  private void datagrams(Map<String, List<String>> notes, DescriptorSnapshot seen) {
    if (seen.file().object() instanceof SocketObject socket
        && socket.isDatagram()
        && socket.next() != null) {
      notes.computeIfAbsent(
          socket.id(), id -> DatagramQueue.lines(context.kernel().home(), seen.holder()));
    }
  }

  private Map<String, List<String>> locks(Inspector inspector, Snapshot snapshot) {
    LockWords words = new LockWords(names.own(), pid -> names.of(pid, inspector));
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
   * The open file descriptions that matter to a picture of these processes: all but those of a
   * device, such as /dev/null, which others have opened for themselves. They are not other ends.
   */
  private static List<OpenFileDescription> drawable(Snapshot snapshot, Set<Integer> pids) {
    return snapshot.files().stream()
        .filter(
            file ->
                !(file.object() instanceof FileObject object && object.kind().equals("device"))
                    || file.holders().stream().anyMatch(holder -> pids.contains(holder.pid())))
        .toList();
  }

  private Map<Integer, String> names(
      Inspector inspector, List<ProcessSnapshot> processes, List<OpenFileDescription> files) {
    Map<Integer, String> found = new HashMap<>();
    processes.forEach(one -> found.put(one.pid(), names.of(one.pid(), inspector)));
    for (OpenFileDescription file : files) {
      for (Holder holder : file.holders()) {
        found.computeIfAbsent(holder.pid(), pid -> names.of(pid, inspector));
      }
    }
    return found;
  }
}

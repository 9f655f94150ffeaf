package ipcsh.command;

import ipcsh.handle.Descriptor;
import ipcsh.handle.Fd;
import ipcsh.handle.RemoteFd;
import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.DescriptorFilter;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.EpollObject;
import ipcsh.inspect.EpollTargets;
import ipcsh.inspect.FileLock;
import ipcsh.inspect.FileObject;
import ipcsh.inspect.HeldLock;
import ipcsh.inspect.Holder;
import ipcsh.inspect.InotifyObject;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.MemoryObject;
import ipcsh.inspect.ObjectState;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.ProcessFacts;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.SharedMemory;
import ipcsh.inspect.Snapshot;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.view.FdRow;
import ipcsh.view.FdTable;
import ipcsh.view.Inspection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Inspects the descriptors of a process: the data of the model, with the handles and the names that
 * this shell has for them. Runs on the unshared observer's thread, so that it uses no descriptor
 * number of the session.
 */
public final class DescriptorInspection {
  private final Context context;
  private final ProcessNames names;
  private final Map<Integer, String> flags = new ConcurrentHashMap<>();

  public DescriptorInspection(Context context) {
    this.context = context;
    this.names = new ProcessNames(context);
  }

  /**
   * The selected descriptors.
   *
   * @throws SysException ESRCH if the process does not exist, EACCES if it may not be inspected
   */
  public FdTable table(DescriptorSelection asked) {
    // the handles of the process in which the line is executed
    Map<Integer, Fd> own = handles();
    int self = self();
    DescriptorNames variables = variables(asked.isOther());
    return look(
        () -> {
          names.refresh();
          int pid = asked.pid(self, names);
          Map<Integer, Fd> handles = pid == self ? own : Map.of();
          DescriptorFilter wanted = asked.isSelf() ? handles::containsKey : asked.filter();
          Inspector inspector = inspector();
          Snapshot snapshot = inspector.look(Map.of(pid, wanted), inspector.everybody());
          List<FdRow> rows = new ArrayList<>();
          Places places = new Places(inspector, snapshot, pid, variables.all());
          for (DescriptorSnapshot seen : readable(snapshot.processes().get(0)).descriptors()) {
            if (asked.shows(seen)) {
              rows.add(row(places, seen, handles));
            }
          }
          return new FdTable(rows, none(snapshot.processes().get(0).facts()));
        });
  }

  /** Why a process shows no descriptors. */
  private static String none(ProcessFacts process) {
    return process.hasEnded()
        ? "no descriptor: it has ended, and its parent has not reaped it (a zombie)"
        : process.isKernels() ? "no descriptor: a kernel thread has none" : "no descriptor is open";
  }

  /**
   * Everything about one descriptor.
   *
   * @throws SysException EBADF if it is not open
   */
  public Inspection inspection(Descriptor descriptor) {
    int pid = descriptor.getPid();
    boolean closed = descriptor instanceof Fd fd && !fd.isOpen();
    int number = descriptor.getNumber();
    Map<Integer, Fd> handles = pid == self() ? handles() : Map.of();
    DescriptorNames variables = variables(pid != self());
    return look(
        () -> {
          names.refresh();
          Inspector inspector = inspector();
          Snapshot snapshot = inspector.look(Map.of(pid, n -> n == number), inspector.everybody());
          List<DescriptorSnapshot> found = readable(snapshot.processes().get(0)).descriptors();
          if (closed || found.isEmpty()) {
            throw new SysException(Errno.EBADF, "inspect(" + number + ")");
          }
          OpenFileDescription file = found.get(0).file();
          List<Map<String, Object>> others = new ArrayList<>();
          TreeSet<Holder> concerned = new TreeSet<>(snapshot.peers(file));
          for (OpenFileDescription other : snapshot.files(file.object().id())) {
            concerned.addAll(other.holders());
            if (other != file) {
              others.add(opened(inspector, other, pid, variables));
            }
          }
          return new Inspection(
              row(new Places(inspector, snapshot, pid, variables.all()), found.get(0), handles),
              names.of(pid, inspector),
              others,
              watches(inspector, snapshot, found.get(0)),
              locks(inspector, snapshot, found.get(0)),
              mapped(inspector, file.object()),
              waiting(inspector, concerned));
        });
  }

  /**
   * The names of descriptors.
   *
   * @param others whether the other shells are asked too, since one of them may be looked at
   */
  private DescriptorNames variables(boolean others) {
    return others && !context.shells().names().isEmpty()
        ? DescriptorNames.ofAll(context)
        : DescriptorNames.ofFamily(context);
  }

  private Map<String, Object> opened(
      Inspector inspector, OpenFileDescription file, int pid, DescriptorNames variables) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("flags", flags(file));
    map.put("offset", file.offset());
    map.put(
        "as",
        places(inspector, file.holders(), pid).stream()
            .map(one -> FdRow.withVariable(one.text(), variables.of(one.pid(), one.number())))
            .collect(Collectors.joining(", ")));
    return map;
  }

  /** What an epoll or inotify descriptor watches. */
  private List<Map<String, Object>> watches(
      Inspector inspector, Snapshot snapshot, DescriptorSnapshot seen) {
    List<Map<String, Object>> found = new ArrayList<>();
    OpenFileDescription file = seen.file();
    if (file.object() instanceof EpollObject epoll) {
      EpollTargets targets = inspector.epollTargets(snapshot);
      for (EpollObject.Target target : epoll.targets()) {
        OpenFileDescription watched = targets.find(seen.holder(), file, target);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("number", target.number());
        map.put("events", target.eventNames());
        map.put("data", target.data());
        map.put("kind", watched == null ? null : watched.object().kind());
        map.put("name", watched == null ? null : ObjectState.name(watched.object()));
        map.put("state", state(inspector, seen.holder().pid(), target, watched));
        found.add(map);
      }
    } else if (file.object() instanceof InotifyObject inotify) {
      for (InotifyObject.Watch watch : inotify.watches()) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("number", watch.number());
        map.put("events", watch.eventNames());
        map.put("kind", "inode " + watch.inode());
        map.put(
            "name", snapshot.object(watch.object()) instanceof FileObject of ? of.path() : null);
        map.put("state", "");
        found.add(map);
      }
    }
    return found;
  }

  /** The description of a descriptor that an epoll instance watches: its state, or its holders. */
  private String state(
      Inspector inspector, int pid, EpollObject.Target target, OpenFileDescription watched) {
    // the entry would have been removed with the last descriptor for it
    if (watched == null) {
      return "closed here, and open elsewhere: continues to report";
    }
    String state = ObjectState.of(watched.object());
    if (watched.holders().contains(new Holder(pid, target.number()))) {
      return state;
    }
    return (state.isEmpty() ? "" : state + "  ")
        + "closed here, and open as "
        + FdRow.words(places(inspector, watched.holders(), pid))
        + ": continues to report";
  }

  /** The locks on a file: those made through this descriptor, and all others. */
  private List<Map<String, Object>> locks(
      Inspector inspector, Snapshot snapshot, DescriptorSnapshot seen) {
    LockWords words = words(inspector);
    List<Map<String, Object>> found = new ArrayList<>();
    for (HeldLock lock : snapshot.locks(seen.file().object())) {
      found.add(lock(words, lock, seen.holder()));
    }
    // a stable sort: waiters stay below
    found.sort(Comparator.comparing(lock -> !Boolean.TRUE.equals(lock.get("own"))));
    return found;
  }

  private LockWords words(Inspector inspector) {
    return new LockWords(pid -> names.of(pid, inspector));
  }

  private static Map<String, Object> lock(LockWords words, HeldLock seen, Holder holder) {
    FileLock lock = seen.lock();
    boolean own = !lock.isWaiting() && seen.holders().contains(holder);
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", lock.kind());
    map.put("access", lock.access());
    map.put("pid", lock.pid());
    map.put("process", words.processes(seen));
    map.put("start", lock.start());
    map.put("end", lock.end());
    map.put("own", own);
    map.put("waiting", lock.isWaiting());
    String other =
        lock.kind().equals("POSIX")
            ? "  through another descriptor"
            : "  through another open file description";
    String how = lock.isWaiting() ? "  waits" : own ? "" : other;
    map.put("text", lock.inWords() + "  by " + words.processes(seen) + how);
    return map;
  }

  /** The processes that have mapped it, if it can be mapped and shared. */
  private List<Map<String, Object>> mapped(Inspector inspector, KernelObject object) {
    List<Map<String, Object>> found = new ArrayList<>();
    if (object instanceof MemoryObject || object instanceof FileObject) {
      int[] everybody = inspector.everybody();
      SharedMemory memory = inspector.memory(Arrays.stream(everybody).boxed().toList());
      for (SharedMemory.Part part : memory.of(object.id())) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("pid", part.pid());
        map.put("process", names.of(part.pid(), inspector));
        map.put("length", part.mapping().length());
        map.put("offset", part.mapping().offset());
        map.put("protection", part.mapping().protection());
        found.add(map);
      }
    }
    return found;
  }

  private List<Map<String, Object>> waiting(Inspector inspector, TreeSet<Holder> concerned) {
    List<Map<String, Object>> found = new ArrayList<>();
    concerned.stream()
        .map(Holder::pid)
        .distinct()
        .forEach(
            pid -> {
              for (BlockedThread one : inspector.waiting(pid)) {
                if (one.descriptor() != null
                    && concerned.contains(new Holder(pid, one.descriptor()))) {
                  found.add(waiting(one, names.of(pid, inspector)));
                }
              }
            });
    return found;
  }

  private static Map<String, Object> waiting(BlockedThread one, String process) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("pid", one.pid());
    map.put("process", process);
    map.put("thread", one.thread());
    map.put("call", one.call());
    map.put("fd", one.descriptor());
    map.put("place", one.place());
    map.put("text", process + " in " + one.inWords());
    return map;
  }

  private static ProcessSnapshot readable(ProcessSnapshot process) {
    if (!process.isReadable()) {
      throw new SysException(process.unreadable(), "fds(" + process.pid() + ")");
    }
    return process;
  }

  private FdRow row(Places places, DescriptorSnapshot seen, Map<Integer, Fd> handles) {
    OpenFileDescription file = seen.file();
    return new FdRow(
        seen,
        flags(file),
        handles.get(seen.number()),
        places.peers(file),
        places.holders(file),
        words(places.inspector).inWords(places.snapshot.locks(file.object())),
        places.variables,
        context.methods());
  }

  /** The holders of open file descriptions, described once for each. */
  private final class Places {
    private final Inspector inspector;
    private final Snapshot snapshot;
    private final int pid;
    private final Map<Holder, String> variables;
    private final Map<OpenFileDescription, List<RemoteFd>> peers = new IdentityHashMap<>();
    private final Map<OpenFileDescription, List<RemoteFd>> holders = new IdentityHashMap<>();

    Places(Inspector inspector, Snapshot snapshot, int pid, Map<Holder, String> variables) {
      this.inspector = inspector;
      this.variables = variables;
      this.snapshot = snapshot;
      this.pid = pid;
    }

    List<RemoteFd> peers(OpenFileDescription file) {
      return peers.computeIfAbsent(file, its -> places(inspector, snapshot.peers(its), pid));
    }

    List<RemoteFd> holders(OpenFileDescription file) {
      return holders.computeIfAbsent(file, its -> places(inspector, its.holders(), pid));
    }
  }

  /** The names of the flags; cached, since few combinations occur. */
  private String flags(OpenFileDescription file) {
    return flags.computeIfAbsent(file.flags(), bits -> ObjectState.flags(file));
  }

  /** Descriptors relative to the inspected process, as text for users. */
  private List<RemoteFd> places(Inspector inspector, List<Holder> holders, int pid) {
    List<RemoteFd> places = new ArrayList<>();
    List<Holder> nearestFirst = new ArrayList<>(holders);
    nearestFirst.sort(Comparator.comparing(holder -> holder.pid() != pid));
    for (Holder holder : nearestFirst) {
      String whose = holder.pid() == pid ? "" : " of " + names.of(holder.pid(), inspector);
      String text = "fd " + holder.number() + whose;
      places.add(new RemoteFd(holder.pid(), holder.number(), text));
    }
    return List.copyOf(places);
  }

  private int self() {
    return context.kernel().quiet().processes().getpid();
  }

  private Map<Integer, Fd> handles() {
    Map<Integer, Fd> handles = new LinkedHashMap<>();
    context.descriptors().all().forEach(fd -> handles.put(fd.getNumber(), fd));
    return handles;
  }

  private Inspector inspector() {
    return new Inspector(context.kernel().home());
  }

  private <T> T look(Callable<T> work) {
    try {
      T seen = context.unshared().look(work);
      context.nameRestrictions();
      return seen;
    } catch (InterruptedException e) {
      throw new SysException(Errno.EINTR, "fds");
    }
  }
}

package ipcsh.command;

import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.FileObject;
import ipcsh.inspect.Holder;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.Mapping;
import ipcsh.inspect.MemoryObject;
import ipcsh.inspect.MemoryRow;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.SharedHandle;
import ipcsh.inspect.Snapshot;
import ipcsh.inspect.SyncLook;
import ipcsh.inspect.SynchronizationObject;
import ipcsh.sys.Sys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The memory that the processes of a picture share, and the semaphores and locks in it: what shells
 * report to have, and what other processes have mapped. A process has a row for each, like a
 * descriptor. For one look, on the unshared observer's thread.
 */
final class MemoryRows {
  private static final String NAMED = "/dev/shm/sem.";
  private static final String SHARED = "/dev/shm/";
  private static final String MEMFD = "/memfd:";
  private static final String ANONYMOUS = "/dev/zero";

  private final Inspector inspector;
  private final IntFunction<List<Mapping>> maps;
  private final SyncLook sync;
  private final ProcessNames names;
  private final Snapshot snapshot;
  private final AwaitedObjects awaited;
  private final Map<Integer, List<SharedHandle>> handles = new HashMap<>();

  /** The mappings of programs that report nothing. */
  private final Map<Integer, List<Mapping>> unreported = new LinkedHashMap<>();

  private final Map<Holder, OpenFileDescription> files = new LinkedHashMap<>();
  private final Map<String, KernelObject> memory = new HashMap<>();

  /** The objects in memory, by their IDs: one place in one process is enough to read them. */
  private final Map<String, Place> objects = new TreeMap<>();

  private final Map<Holder, String> objectOf = new TreeMap<>();
  private final Map<String, Set<String>> waiting = new HashMap<>();

  /** Where an object is in a process. */
  private record Place(int pid, SharedHandle handle, String name) {}

  /**
   * A look.
   *
   * @param maps the shared mappings of a process
   * @param wanted the IDs of objects that are shown even if they are in private memory
   */
  MemoryRows(
      Sys sys,
      Inspector inspector,
      IntFunction<List<Mapping>> maps,
      ProcessNames names,
      Snapshot snapshot,
      Set<String> wanted) {
    this.maps = maps;
    this.awaited = new AwaitedObjects(sys, wanted);
    this.inspector = inspector;
    this.sync = new SyncLook(sys);
    this.names = names;
    this.snapshot = snapshot;
  }

  /**
   * Notes the memory of a process that is drawn.
   *
   * @param reported what it reports to have; null if it reports nothing
   * @param awaits whether threads of it may wait for objects in memory
   */
  void look(int pid, List<SharedHandle> reported, boolean awaits) {
    List<Mapping> mappings = reported != null && reported.isEmpty() ? List.of() : maps.apply(pid);
    List<SharedHandle> its = reported == null ? foreign(pid, mappings, awaits) : reported;
    handles.put(pid, its);
    for (SharedHandle one : its) {
      Mapping in = null;
      for (Mapping mapping : mappings) {
        if (Long.compareUnsigned(one.address() - mapping.start(), mapping.length()) < 0) {
          in = mapping;
        }
      }
      if (one.isSync()) {
        object(pid, one, in);
      } else if (in != null && in.segment() == null) {
        memory(pid, one.row(), in, one.address());
      }
    }
  }

  /** What a process has mapped that is not a shell. */
  private List<SharedHandle> foreign(int pid, List<Mapping> mappings, boolean awaits) {
    List<SharedHandle> found = new ArrayList<>();
    unreported.put(pid, mappings);
    for (Mapping mapping : mappings) {
      if (mapping.path().startsWith(NAMED)) {
        found.add(new SharedHandle("semaphore", mapping.start(), mapping.length(), ""));
      } else if (isShown(mapping)) {
        found.add(new SharedHandle(SharedHandle.REGION, mapping.start(), mapping.length(), ""));
      }
    }
    for (SharedHandle one : awaits ? awaited.of(pid) : List.<SharedHandle>of()) {
      if (found.stream().noneMatch(other -> other.row() == one.row())) {
        found.add(one);
      }
    }
    return found;
  }

  /** Whether it may be meant to be shared; libraries map tables of theirs shared, too. */
  private boolean isShown(Mapping mapping) {
    String path = mapping.path();
    boolean isFile = path.startsWith("/") && !path.startsWith("/dev/");
    return mapping.segment() == null
        && (path.startsWith(SHARED)
            || path.startsWith(MEMFD)
            || path.equals(ANONYMOUS)
            || snapshot.object(mapping.id()) != null
            || isFile
                && mapping.protection().contains("w")
                && !path.startsWith("/tmp/hsperfdata_"));
  }

  private void memory(int pid, int row, Mapping mapping, long address) {
    KernelObject object = memory.computeIfAbsent(mapping.id(), id -> object(mapping));
    long offset = mapping.offset() + address - mapping.start();
    add(new Holder(pid, row), object, mapping, offset == 0 ? null : offset);
  }

  private void add(Holder holder, KernelObject object, Mapping mapping, Long offset) {
    boolean isWritable = mapping == null || mapping.protection().contains("w");
    files.put(
        holder,
        new OpenFileDescription(
            object, MemoryRow.flags(isWritable), offset, List.of(holder), true));
  }

  private KernelObject object(Mapping mapping) {
    KernelObject known = snapshot.object(mapping.id());
    String path = mapping.path();
    long size = sync.size(mapping);
    if (known != null) {
      return known;
    }
    if (path.startsWith(MEMFD)) {
      String name = path.substring(MEMFD.length());
      return new MemoryObject(mapping.id(), "memfd", name, size, false, null);
    }
    if (path.startsWith(SHARED)) {
      String name = path.substring(SHARED.length() - 1);
      return new MemoryObject(mapping.id(), "shm", name, size, false, null);
    }
    return path.equals(ANONYMOUS) || path.isEmpty()
        ? new MemoryObject(mapping.id(), "memory", "anonymous", mapping.length(), false, null)
        : new FileObject(mapping.id(), "file", path, size, false);
  }

  private void object(int pid, SharedHandle one, Mapping in) {
    boolean isNamed = in != null && in.path().startsWith(NAMED);
    long offset = in == null ? 0 : in.offset() + one.address() - in.start();
    String id =
        in == null
            ? SynchronizationObject.id(pid, one.address())
            : SynchronizationObject.id(in.id(), offset);
    String variable = unreported.containsKey(pid) && !one.name().isEmpty() ? one.name() : null;
    String name = isNamed ? sync.semaphore(in) : variable;
    objects.putIfAbsent(id, new Place(pid, one, name));
    Holder holder = new Holder(pid, one.row());
    objectOf.put(holder, id);
    SynchronizationObject unread =
        new SynchronizationObject(id, one.kind(), name, List.of(), List.of());
    add(holder, unread, in, isNamed || in == null ? null : (Long) offset);
  }

  /**
   * The blocked threads of a process with the rows of what they wait for, which a shell does not
   * report.
   */
  List<BlockedThread> waiting(int pid, List<BlockedThread> said) {
    List<SharedHandle> its = handles.getOrDefault(pid, List.of());
    boolean isNone = its.stream().noneMatch(SharedHandle::isSync) || said.isEmpty();
    List<SyncLook.Waiter> waiters = isNone ? List.of() : new ArrayList<>(sync.waiters(pid));
    return said.stream()
        .map(one -> one.descriptor() == null ? withRow(one, waiters, its) : one)
        .map(one -> one.calling(awaited.call(one.thread(), one.call())))
        .toList();
  }

  private BlockedThread withRow(
      BlockedThread one, List<SyncLook.Waiter> waiters, List<SharedHandle> its) {
    for (SyncLook.Waiter waiter : waiters) {
      for (SharedHandle object : its) {
        boolean isThread = one.thread() == 0 || one.thread() == waiter.thread();
        if (isThread && waiter.isFor(object) && isOf(one.call(), object.kind())) {
          waiters.remove(waiter);
          int row = object.row();
          waiting
              .computeIfAbsent(
                  objectOf.get(new Holder(one.pid(), row)), first -> new LinkedHashSet<>())
              .add(sync.name(waiter, names.of(one.pid(), inspector)));
          return new BlockedThread(one.pid(), waiter.thread(), one.call(), row, one.place());
        }
      }
    }
    return one;
  }

  /** Whether a call may wait for such an object. */
  private static boolean isOf(String call, String kind) {
    return call.equals("futex")
        || switch (kind) {
          case "semaphore" -> call.startsWith("sem_");
          case "mutex" -> call.startsWith("pthread_mutex_");
          case "condition" -> call.startsWith("pthread_cond_");
          default -> call.startsWith("pthread_rwlock_");
        };
  }

  /** Notes which other processes have mapped the memory that is drawn. */
  void lookBeside(int pid) {
    if (files.isEmpty()) {
      return;
    }
    for (Mapping mapping : maps.apply(pid)) {
      KernelObject object = memory.get(mapping.id());
      if (object != null) {
        int row = MemoryRow.number(mapping.start(), false);
        add(new Holder(pid, row), object, mapping, null);
      }
    }
  }

  /** Gives an object for which a program waits to all programs that have mapped its memory. */
  private void shareAwaited() {
    Map<String, OpenFileDescription> found = new LinkedHashMap<>();
    objectOf.forEach(
        (holder, id) -> {
          if (unreported.containsKey(holder.pid())) {
            found.put(id, files.get(holder));
          }
        });
    unreported.forEach(
        (pid, mappings) -> {
          for (Mapping mapping : mappings) {
            found.forEach((id, file) -> share(pid, mapping, id, file));
          }
        });
  }

  private void share(int pid, Mapping mapping, String id, OpenFileDescription file) {
    long inside = file.offset() == null ? -1 : file.offset() - mapping.offset();
    boolean isThere =
        inside >= 0
            && inside < mapping.length()
            && mapping.protection().contains("w")
            && id.equals(SynchronizationObject.id(mapping.id(), file.offset()));
    if (isThere) {
      Holder holder = new Holder(pid, MemoryRow.number(mapping.start() + inside, true));
      if (objectOf.putIfAbsent(holder, id) == null) {
        add(holder, file.object(), mapping, file.offset());
      }
    }
  }

  /** Reads the objects, when it is known who waits for them. */
  void build() {
    shareAwaited();
    Map<String, SynchronizationObject> read = new HashMap<>();
    objects.forEach(
        (id, place) ->
            read.put(
                id,
                new SynchronizationObject(
                    id,
                    place.handle.kind(),
                    place.name,
                    sync.state(place.pid, place.handle, pid -> names.of(pid, inspector)),
                    List.copyOf(waiting.getOrDefault(id, Set.of())))));
    Map<List<?>, List<Holder>> alike = new LinkedHashMap<>();
    files.forEach(
        (holder, file) ->
            alike.computeIfAbsent(look(file), first -> new ArrayList<>()).add(holder));
    for (List<Holder> holders : alike.values()) {
      OpenFileDescription file = files.get(holders.get(0));
      KernelObject object = read.get(file.object().id());
      OpenFileDescription shown =
          new OpenFileDescription(
              object == null ? file.object() : object,
              file.flags(),
              file.offset(),
              holders.stream().sorted().toList(),
              true);
      holders.forEach(holder -> files.put(holder, shown));
    }
  }

  /** What is mapped alike by several processes is drawn once. */
  private static List<?> look(OpenFileDescription file) {
    return Arrays.asList(file.object().id(), file.flags(), file.offset());
  }

  /** Who has some of it. */
  Set<Holder> holders() {
    return files.keySet();
  }

  /** What stands for the open file descriptions. */
  List<OpenFileDescription> files() {
    return files.values().stream().distinct().toList();
  }

  /** The process with its rows. */
  ProcessSnapshot with(ProcessSnapshot process) {
    List<DescriptorSnapshot> all = new ArrayList<>(process.descriptors());
    files.forEach(
        (holder, file) -> {
          if (holder.pid() == process.pid()) {
            all.add(new DescriptorSnapshot(holder, false, file));
          }
        });
    return Objects.equals(all, process.descriptors())
        ? process
        : new ProcessSnapshot(process.facts(), process.unreadable(), all);
  }
}

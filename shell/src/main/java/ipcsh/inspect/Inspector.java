package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Inspects processes. It opens and closes descriptors, which must not be taken for the session's:
 * to be used by a thread with its own descriptor table.
 */
public final class Inspector {
  /** All descriptors of a process. */
  public static final DescriptorFilter ALL =
      DescriptorFilter.by((number, link, closesOnExec) -> true);

  private final Sys sys;
  private final ProcFiles proc;
  private final DescriptorTables tables;

  /** Not thread-safe. */
  public Inspector(Sys sys) {
    this.sys = sys;
    this.proc = new ProcFiles(sys);
    this.tables = new DescriptorTables(sys, proc);
  }

  /** The IDs of all processes, sorted. */
  public int[] everybody() {
    return proc.numbers("/proc");
  }

  /**
   * Facts about a process.
   *
   * @throws SysException ESRCH if it does not exist
   */
  public ProcessFacts facts(int pid) {
    try {
      return ProcessFacts.of(pid, proc.record("/proc/" + pid + "/status"));
    } catch (SysException failed) {
      throw asSearchError(failed, pid);
    }
  }

  private static SysException asSearchError(SysException failed, int pid) {
    Errno why = failed.getErrno();
    return why == Errno.ENOENT || why == Errno.ESRCH
        ? new SysException(Errno.ESRCH, "fds(" + pid + ")")
        : failed;
  }

  /** The shared mappings of a process; empty if they may not be queried. */
  public List<Mapping> mappings(int pid) {
    try {
      return Mapping.of(proc.text("/proc/" + pid + "/maps"));
    } catch (SysException notReadable) {
      return List.of();
    }
  }

  /** The memory that processes share with any other process. */
  public SharedMemory memory(Collection<Integer> pids) {
    List<SharedMemory.Part> parts = new ArrayList<>();
    for (int pid : pids) {
      mappings(pid).forEach(mapping -> parts.add(new SharedMemory.Part(pid, mapping)));
    }
    return new SharedMemory(parts);
  }

  /** All locks on files of this machine, their holders and waiters. */
  public List<HeldLock> locks() {
    List<FileLock> locks = lockTable();
    Set<String> files = new HashSet<>();
    locks.forEach(lock -> files.add(lock.file()));
    List<RawDescriptor> all = new ArrayList<>();
    if (!files.isEmpty()) {
      for (int pid : everybody()) {
        all.addAll(tables.standingFor(pid, files));
      }
    }
    return HeldLock.of(locks, new DescriptionMatcher(sys).of(all), this::waiting);
  }

  private List<FileLock> lockTable() {
    try {
      return FileLock.of(proc.text("/proc/locks").lines().toList());
    } catch (SysException notReadable) {
      return List.of();
    }
  }

  /** The blocked threads of a process; empty if they may not be queried. */
  public List<BlockedThread> waiting(int pid) {
    List<BlockedThread> found = new ArrayList<>();
    String tasks = "/proc/" + pid + "/task";
    try {
      // the inspecting thread itself is in the kernel too
      String self = sys.files().readlink("/proc/thread-self");
      for (int thread : proc.numbers(tasks)) {
        BlockedThread one = self.equals(pid + "/task/" + thread) ? null : waiting(pid, thread);
        if (one != null) {
          found.add(one);
        }
      }
    } catch (SysException notReadable) {
      // not accessible
    }
    return found;
  }

  /**
   * The call in which a thread is blocked; null if it is running, has ended, or may not be queried.
   */
  private BlockedThread waiting(int pid, int thread) {
    String directory = "/proc/" + pid + "/task/" + thread;
    try {
      return BlockedThread.of(
          pid, thread, proc.record(directory + "/syscall"), proc.record(directory + "/wchan"));
    } catch (SysException endedOrNotReadable) {
      return null;
    }
  }

  /**
   * What these processes have open.
   *
   * <p>One that cannot be inspected is in the snapshot nevertheless, with the reason: EACCES if it
   * belongs to another user, ESRCH if it does not exist, or has ended meanwhile.
   *
   * @param others processes that are only checked for the same objects, or the other ends
   */
  public Snapshot look(Collection<Integer> pids, int... others) {
    Map<Integer, DescriptorFilter> wanted = new LinkedHashMap<>();
    pids.forEach(pid -> wanted.put(pid, ALL));
    return look(wanted, others);
  }

  /**
   * The same for some of the descriptors of each process. What a filter leaves out by more than its
   * number is checked like the descriptors of the others.
   */
  public Snapshot look(Map<Integer, DescriptorFilter> wanted, int... others) {
    Map<Integer, ProcessFacts> facts = new LinkedHashMap<>();
    Map<Integer, Errno> unreadable = new HashMap<>();
    List<RawDescriptor> all = new ArrayList<>();
    Map<Holder, String> leftOut = new LinkedHashMap<>();
    wanted.forEach(
        (pid, filter) -> {
          facts.put(pid, ProcessFacts.ended(pid));
          try {
            facts.put(pid, facts(pid));
            all.addAll(tables.of(pid, filter, leftOut));
          } catch (SysException failed) {
            unreadable.put(pid, asSearchError(failed, pid).getErrno());
          }
        });
    try (KernelObjects objects = new KernelObjects(sys)) {
      Set<Holder> asked = new HashSet<>();
      all.forEach(raw -> asked.add(raw.holder()));
      Set<Holder> selected = Set.copyOf(asked);
      all.addAll(watched(all, asked));
      Set<String> links = links(all, objects.sockets());
      List<RawDescriptor> beside = tables.pointing(leftOut, links);
      for (int pid : others) {
        DescriptorFilter filter = wanted.get(pid);
        if (filter == null || !filter.mayTakeAny()) {
          beside.addAll(tables.pointing(pid, links));
        }
      }
      for (RawDescriptor raw : beside) {
        TerminalObject master = TerminalObject.of(raw.link(), raw.info());
        boolean isAnother = master != null && !links.contains(master.slave());
        if (!isAnother && asked.add(raw.holder())) {
          all.add(raw);
        }
      }
      List<DescriptionMatcher.Group> groups = new DescriptionMatcher(sys).of(all);
      objects.meet(groups);
      return new Picture(groups, objects)
          .of(facts, unreadable, selected, HeldLock.of(lockTable(), groups, this::waiting));
    }
  }

  /** Finds the descriptors that an epoll instance watches, whatever their numbers are now. */
  public EpollTargets epollTargets(Snapshot snapshot) {
    return new EpollTargets(sys, snapshot);
  }

  /** Descriptors that are watched by these epoll instances, but were not requested. */
  private List<RawDescriptor> watched(List<RawDescriptor> all, Set<Holder> asked) {
    List<RawDescriptor> found = new ArrayList<>();
    for (RawDescriptor raw : all) {
      if (raw.link().equals(AnonymousObjects.EPOLL)) {
        for (EpollObject.Target target : AnonymousObjects.targets(raw.info())) {
          Holder holder = new Holder(raw.holder().pid(), target.number());
          RawDescriptor its = asked.add(holder) ? tables.one(holder) : null;
          if (its != null) {
            found.add(its);
          }
        }
      }
    }
    return found;
  }

  /**
   * The link targets that are of interest in other processes: the same objects, the other ends, or
   * objects watched by an epoll instance under a number that may be closed.
   */
  private static Set<String> links(List<RawDescriptor> all, SocketTables sockets) {
    Set<String> links = new HashSet<>();
    for (RawDescriptor raw : all) {
      links.add(raw.link());
      if (raw.link().equals(AnonymousObjects.EPOLL)) {
        AnonymousObjects.targets(raw.info()).forEach(target -> links.addAll(target.ids()));
      }
      TerminalObject master = TerminalObject.of(raw.link(), raw.info());
      if (master != null) {
        links.add(master.slave());
      } else if (TerminalObject.isSlave(raw.link())) {
        links.add(TerminalObject.PATH);
        links.add(TerminalObject.OTHER_PATH);
      }
      if (raw.isSocket()) {
        SocketObject socket = sockets.get(raw.inode());
        if (socket != null && socket.peerInode() != 0) {
          links.add(SocketObject.id(socket.peerInode()));
        }
      }
    }
    return links;
  }

  /** Builds the model from what was read. */
  private static final class Picture {
    private final Map<Integer, List<DescriptorSnapshot>> descriptors = new HashMap<>();
    private final List<OpenFileDescription> files = new ArrayList<>();

    Picture(List<DescriptionMatcher.Group> groups, KernelObjects objects) {
      for (DescriptionMatcher.Group group : groups) {
        OpenFileDescription file = file(group, objects.of(group));
        files.add(file);
        for (RawDescriptor raw : group.members()) {
          descriptors
              .computeIfAbsent(raw.holder().pid(), pid -> new ArrayList<>())
              .add(new DescriptorSnapshot(raw.holder(), raw.info().closesOnExec(), file));
        }
      }
      descriptors.values().forEach(its -> its.sort((a, b) -> a.holder().compareTo(b.holder())));
    }

    private static OpenFileDescription file(DescriptionMatcher.Group group, KernelObject object) {
      FdInfo info = group.first().info();
      boolean hasOffset =
          object instanceof MemoryObject
              || object instanceof FileObject file && !file.kind().equals("device");
      return new OpenFileDescription(
          object,
          info.flags(),
          hasOffset ? (Long) info.offset() : null,
          group.members().stream().map(RawDescriptor::holder).sorted().toList(),
          group.isCompared());
    }

    Snapshot of(
        Map<Integer, ProcessFacts> facts,
        Map<Integer, Errno> unreadable,
        Set<Holder> selected,
        List<HeldLock> locks) {
      List<ProcessSnapshot> processes = new ArrayList<>();
      facts.forEach(
          (pid, its) -> {
            List<DescriptorSnapshot> own =
                descriptors.getOrDefault(pid, List.of()).stream()
                    .filter(descriptor -> selected.contains(descriptor.holder()))
                    .toList();
            processes.add(new ProcessSnapshot(its, unreadable.get(pid), own));
          });
      return new Snapshot(processes, files, locks);
    }
  }
}

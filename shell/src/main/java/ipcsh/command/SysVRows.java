package ipcsh.command;

import ipcsh.handle.Leftover;
import ipcsh.handle.SysVObjects;
import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.Holder;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.IpcObject;
import ipcsh.inspect.Mapping;
import ipcsh.inspect.MemoryRow;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.SysVFacts;
import ipcsh.inspect.SysVKind;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.FileConstants;
import ipcsh.view.SysVRow;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The System V objects of the processes that are drawn: the segments that they have attached, the
 * objects that they have made or used from this session, and those in whose calls they are blocked.
 * A process has a row for each, like a descriptor; of other processes it is shown that they have it
 * attached, or wait.
 */
final class SysVRows {
  /** So many who used it last are named. */
  private static final int SHOWN = 2;

  private final Sys sys;
  private final Inspector inspector;
  private final IntFunction<List<Mapping>> maps;
  private final SysVQuery query;
  private final Map<Integer, Supplier<SysVRow>> objects = new HashMap<>();

  /** Who has which object, and how: attached, waiting, or none of it. */
  private final Map<Holder, Integer> rows = new TreeMap<>();

  private final Map<Holder, OpenFileDescription> files = new TreeMap<>();
  private final boolean isAnySegment;

  /**
   * On the unshared observer's thread.
   *
   * @param maps the shared mappings of a process
   */
  SysVRows(Sys sys, Inspector inspector, IntFunction<List<Mapping>> maps, SysVQuery query) {
    this.sys = sys;
    this.inspector = inspector;
    this.maps = maps;
    this.query = query;
    this.isAnySegment = SysVFacts.isAny(sys, SysVKind.SEGMENT);
  }

  /** The uses of the session: its own, and what its roles have made. */
  static List<SysVObjects.Use> uses(Context context, ProcessNames names) {
    List<SysVObjects.Use> uses = new ArrayList<>(context.sysV().uses());
    for (Leftover made : context.createdNames().objects()) {
      Integer pid = made.getBy() == null ? null : names.pid(made.getBy());
      if (pid != null) {
        uses.add(new SysVObjects.Use(pid, made.object().kind(), made.object().id()));
      }
    }
    return uses;
  }

  /** Notes what the session has made or used. */
  void used(List<SysVObjects.Use> uses, Set<Integer> drawn) {
    for (SysVObjects.Use use : uses) {
      if (drawn.contains(use.pid())) {
        SysVFacts facts = SysVFacts.of(sys, use.kind(), use.id());
        note(use.pid(), IpcObject.row(use.kind(), use.id()), facts);
      }
    }
  }

  /**
   * The blocked threads of a process; where a shell says that it is blocked in a call on a System V
   * object it does not say on which.
   */
  List<BlockedThread> waiting(int pid, List<BlockedThread> said) {
    List<BlockedThread> all = new ArrayList<>();
    Map<SysVKind, String> calls = new EnumMap<>(SysVKind.class);
    for (BlockedThread one : said) {
      Integer any = isFor(one) ? null : IpcObject.waitedFor(one.call(), 0);
      if (any == null) {
        all.add(one);
      } else {
        calls.merge(IpcObject.kind(any), one.call(), (a, b) -> a.equals(b) ? a : "");
      }
    }
    for (BlockedThread one : calls.isEmpty() ? List.<BlockedThread>of() : inspector.waiting(pid)) {
      if (isFor(one)) {
        // semop is semtimedop for the kernel
        String call = calls.getOrDefault(IpcObject.kind(one.descriptor()), "");
        String shown = call.isEmpty() ? one.call() : call;
        all.add(new BlockedThread(pid, one.thread(), shown, one.descriptor(), one.place()));
      }
    }
    return all;
  }

  /** Notes what a process that is drawn has attached, and where its threads wait. */
  void look(int pid, List<BlockedThread> waiting) {
    attached(pid, false);
    for (BlockedThread one : waiting) {
      if (isFor(one)) {
        int row = one.descriptor();
        note(pid, row, SysVFacts.at(sys, IpcObject.kind(row), IpcObject.index(row)));
      }
    }
  }

  /** Notes what another process has of the objects that are drawn. */
  void lookBeside(int pid) {
    if (objects.isEmpty()) {
      return;
    }
    attached(pid, true);
    boolean isAwaited =
        objects.keySet().stream().anyMatch(row -> IpcObject.kind(row) != SysVKind.SEGMENT);
    for (BlockedThread one : isAwaited ? inspector.waiting(pid) : List.<BlockedThread>of()) {
      if (isFor(one) && objects.containsKey(one.descriptor())) {
        rows.putIfAbsent(new Holder(pid, one.descriptor()), IpcObject.KNOWN);
      }
    }
  }

  private static boolean isFor(BlockedThread one) {
    return one.descriptor() != null && one.descriptor() < 0;
  }

  private void attached(int pid, boolean isBeside) {
    for (Mapping mapping : isAnySegment ? maps.apply(pid) : List.<Mapping>of()) {
      Integer id = mapping.segment();
      if (id == null) {
        continue;
      }
      int row = IpcObject.row(SysVKind.SEGMENT, id);
      if (!isBeside) {
        note(pid, row, SysVFacts.of(sys, SysVKind.SEGMENT, id));
      }
      if (objects.containsKey(row)) {
        boolean writes = mapping.protection().contains("w");
        int how = writes ? FileConstants.O_RDWR : FileConstants.O_RDONLY;
        rows.merge(new Holder(pid, row), how, Math::max);
      }
    }
  }

  private void note(int pid, int row, SysVFacts facts) {
    if (facts != null) {
      objects.computeIfAbsent(row, first -> query.row(sys, facts, inspector));
      rows.putIfAbsent(new Holder(pid, row), IpcObject.KNOWN);
    }
  }

  /** Builds the objects; not on the observer's thread, which must not ask itself for users. */
  void build() {
    Map<Integer, IpcObject> built = new HashMap<>();
    objects.forEach((row, object) -> built.put(row, object(object.get())));
    rows.forEach(
        (holder, how) ->
            files.put(
                holder,
                new OpenFileDescription(
                    built.get(holder.number()), how, null, List.of(holder), true)));
  }

  private static IpcObject object(SysVRow row) {
    SysVFacts facts = row.facts();
    boolean isQueue = facts.kind() == SysVKind.QUEUE;
    return new IpcObject(
        IpcObject.id(facts.kind(), facts.id()),
        facts.kind(),
        facts.id(),
        row.key(),
        row.getOwner(),
        row.getPerms(),
        row.state(),
        isQueue ? row.getBytes() : null,
        isQueue ? (Long) facts.number("msg_qbytes") : null,
        users(row.getUsers()));
  }

  private static String users(List<SysVRow.User> all) {
    String shown = all.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(", "));
    return all.size() > SHOWN ? shown + " and " + (all.size() - SHOWN) + " more" : shown;
  }

  /** Who has one. */
  Set<Holder> holders() {
    return rows.keySet();
  }

  /** What stands for the open file descriptions. */
  List<OpenFileDescription> files() {
    return List.copyOf(files.values());
  }

  /** The process with rows for its objects. */
  ProcessSnapshot with(ProcessSnapshot process) {
    List<DescriptorSnapshot> all = new ArrayList<>(process.descriptors());
    files.forEach(
        (holder, file) -> {
          if (holder.pid() == process.pid()) {
            all.add(new DescriptorSnapshot(holder, false, file));
          }
        });
    return new ProcessSnapshot(process.facts(), process.unreadable(), all);
  }

  /** The blocked thread; without a row where the object has been removed meanwhile. */
  BlockedThread with(BlockedThread one) {
    return isFor(one)
            && !MemoryRow.isOne(one.descriptor())
            && !rows.containsKey(new Holder(one.pid(), one.descriptor()))
        ? new BlockedThread(one.pid(), one.thread(), one.call(), null, one.place())
        : one;
  }
}

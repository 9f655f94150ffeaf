package ipcsh.draw;

import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.EpollObject;
import ipcsh.inspect.FileObject;
import ipcsh.inspect.Holder;
import ipcsh.inspect.IpcObject;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.MemoryObject;
import ipcsh.inspect.MemoryRow;
import ipcsh.inspect.ObjectState;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.PipeObject;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.QueueObject;
import ipcsh.inspect.SocketObject;
import ipcsh.inspect.SynchronizationObject;
import ipcsh.inspect.TerminalObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The elements of a picture and their connections, ordered so that few lines cross: rows of tables,
 * open file descriptions, kernel objects, each identified by its index in the list.
 */
final class Graph {
  /** Standard input, output and error. */
  private static final int STANDARD = 3;

  private static final Pattern PROCESS = Pattern.compile("\\bprocess (\\d{1,9})\\b");

  /** A process; its rows are those from {@code first} up to, but not including, {@code end}. */
  record Table(ProcessSnapshot process, String title, int number, int first, int end) {
    ColorRole tone() {
      return ColorRole.process(number);
    }
  }

  /**
   * A row of a table.
   *
   * @param table the index of its table
   * @param numbers its descriptors, several if they share the row, none for a remark; of a System V
   *     object one below 0, which is not shown
   * @param note a remark
   * @param waits whether a call on it is blocked; then the note is the call
   * @param closesOnExec whether it has FD_CLOEXEC
   * @param since how long the call has been blocked, as text; null if that is not shown
   * @param file the index of the open file description; -1 if that is not drawn
   * @param folded whether it stands for descriptors that are similar to another one
   * @param variable the name of the variable that holds it; empty if there is none
   */
  record Row(
      int table,
      List<Integer> numbers,
      String note,
      boolean waits,
      boolean closesOnExec,
      String since,
      int file,
      boolean folded,
      String variable) {
    /** A row that refers to nothing. */
    static Row remark(int table, List<Integer> numbers, String note) {
      return new Row(table, numbers, note, false, false, null, -1, false, "");
    }

    Row at(int place) {
      return new Row(table, numbers, note, waits, closesOnExec, since, place, folded, variable);
    }
  }

  /**
   * An open file description and its object.
   *
   * @param rows the rows that refer to it
   * @param also the other holders, as text; null if there are none
   */
  record Description(OpenFileDescription file, List<Integer> rows, int object, String also) {}

  /**
   * A kernel object.
   *
   * @param files the open file descriptions that refer to it
   * @param peer the holder of the other end, as text, if that is not drawn; otherwise null
   * @param locks its locks, one line each
   */
  record Thing(KernelObject object, List<Integer> files, String peer, List<String> locks) {}

  /**
   * A connection between objects.
   *
   * @param both whether it is bidirectional: the two ends of a connection
   */
  record Link(int from, List<Integer> to, boolean both) {}

  final List<Table> tables = new ArrayList<>();
  final List<Row> rows = new ArrayList<>();
  final List<Description> files = new ArrayList<>();
  final List<Thing> things = new ArrayList<>();
  final List<Link> links = new ArrayList<>();

  private final Map<Integer, String> names;
  private boolean hasLegend;
  private boolean hasRing;

  private Graph(Map<Integer, String> names) {
    this.names = names;
  }

  /** A text with {@code process 4711} replaced by its name. */
  String named(String text) {
    return PROCESS
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    names.getOrDefault(Integer.valueOf(found.group(1)), found.group())));
  }

  /** The same graph, whose picture explains its signs, with a ring of waits or without. */
  Graph withLegend(boolean wanted, boolean ring) {
    hasLegend = wanted;
    hasRing = ring;
    return this;
  }

  /** What explains the signs of the picture, a line each; nothing if that is not wanted. */
  List<String> legend() {
    return hasLegend ? Legend.of(this, hasRing) : List.of();
  }

  /** The graph of a single picture. */
  static Graph of(Subject subject) {
    return of(subject, PreviousFrame.NOTHING);
  }

  /** The graph of a picture that follows a previous one. */
  static Graph of(Subject subject, PreviousFrame before) {
    return new Builder(subject, before, RowFolding.of(subject)).build();
  }

  /** The graph with a row for each descriptor, however many there are. */
  static Graph whole(Subject subject) {
    return new Builder(subject, PreviousFrame.NOTHING, RowFolding.NONE).build();
  }

  /** The number of descriptors without a row of their own; 0 for a picture of a readable size. */
  int folded() {
    return rows.stream().filter(Row::folded).mapToInt(row -> row.numbers.size()).sum();
  }

  /** Collects the elements. */
  private static final class Builder {
    private final Subject subject;
    private final PreviousFrame before;
    private final RowFolding folding;
    private final Graph graph;
    private final Map<OpenFileDescription, Integer> numbers = new LinkedHashMap<>();
    private final List<List<Integer>> holders = new ArrayList<>();
    private final Map<Holder, OpenFileDescription> held = new HashMap<>();
    private final Set<Object> used;
    private final Map<Long, List<OpenFileDescription>> socketFiles = new HashMap<>();
    private final Map<String, List<OpenFileDescription>> pipeFiles = new HashMap<>();

    Builder(Subject subject, PreviousFrame before, RowFolding folding) {
      this.subject = subject;
      this.graph = new Graph(subject.names());
      this.before = before;
      this.folding = folding;
      this.used = used(subject);
      for (OpenFileDescription file : subject.files()) {
        if (file.object() instanceof SocketObject socket) {
          socketFiles.computeIfAbsent(socket.inode(), first -> new ArrayList<>()).add(file);
        } else if (isShared(file.object())) {
          pipeFiles.computeIfAbsent(file.object().id(), first -> new ArrayList<>()).add(file);
        }
      }
    }

    Graph build() {
      subject.processes().forEach(this::table);
      List<KernelObject> objects = new ArrayList<>();
      Map<String, Integer> places = new HashMap<>();
      List<OpenFileDescription> found = List.copyOf(numbers.keySet());
      int[] objectOf = new int[found.size()];
      for (int i = 0; i < objectOf.length; i++) {
        KernelObject object = found.get(i).object();
        objectOf[i] = places.computeIfAbsent(object.id(), id -> objects.size());
        if (objectOf[i] == objects.size()) {
          objects.add(object);
        }
      }
      arrange(found, objects, objectOf);
      links();
      return graph;
    }

    private void table(ProcessSnapshot process) {
      int table = graph.tables.size();
      int first = graph.rows.size();
      List<DescriptorSnapshot> rest = new ArrayList<>(process.descriptors());
      for (List<DescriptorSnapshot> group : standard(rest)) {
        rest.removeAll(group);
        KernelObject object = group.get(0).file().object();
        String name = ObjectState.name(object);
        List<Integer> all = group.stream().map(DescriptorSnapshot::number).toList();
        graph.rows.add(Row.remark(table, all, name == null ? object.kind() : name));
      }
      Map<Integer, String> calls = new LinkedHashMap<>();
      for (BlockedThread one : subject.waiting()) {
        if (one.pid() == process.pid()) {
          calls.merge(
              Objects.requireNonNullElse(one.descriptor(), PreviousFrame.NO_DESCRIPTOR),
              one.call(),
              (a, b) -> a + ", " + b);
        }
      }
      Deque<Row> named = new ArrayDeque<>(graph.rows.subList(first, graph.rows.size()));
      graph.rows.subList(first, graph.rows.size()).clear();
      rest.sort(Comparator.comparing(seen -> seen.number() < 0));
      for (DescriptorSnapshot seen : rest) {
        boolean isLast = seen.number() < 0;
        while (!named.isEmpty() && (isLast || named.peek().numbers.get(0) < seen.number())) {
          graph.rows.add(named.remove());
        }
        if (!folding.shows(seen.holder())) {
          fold(table, seen, folding.at(seen.holder()));
          continue;
        }
        String call = calls.remove(seen.number());
        String variable = subject.variable(process.pid(), seen.number());
        graph.rows.add(
            new Row(
                table,
                List.of(seen.number()),
                call == null ? note(seen.file().object(), seen, variable) : call,
                call != null,
                seen.closesOnExec(),
                call == null ? null : before.since(process.pid(), seen.number()),
                number(seen),
                false,
                variable));
      }
      graph.rows.addAll(named);
      if (calls.containsKey(PreviousFrame.NO_DESCRIPTOR)) {
        String since = before.since(process.pid(), PreviousFrame.NO_DESCRIPTOR);
        graph.rows.add(
            new Row(
                table,
                List.of(),
                calls.get(PreviousFrame.NO_DESCRIPTOR),
                true,
                false,
                since,
                -1,
                false,
                ""));
      }
      if (graph.rows.size() == first) {
        String why =
            process.isReadable() ? "no descriptor" : "not readable: " + process.unreadable();
        graph.rows.add(Row.remark(table, List.of(), why));
      }
      graph.tables.add(new Table(process, subject.title(process), table, first, graph.rows.size()));
    }

    private static String note(KernelObject object, DescriptorSnapshot seen, String variable) {
      if (object instanceof IpcObject ipc) {
        return "id " + ipc.number();
      }
      boolean isUnnamed = MemoryRow.isOne(seen.number()) && variable.isEmpty();
      String what = object instanceof SynchronizationObject ? object.kind() : "memory";
      return isUnnamed ? what : "";
    }

    /** Adds the row of similar descriptors, if this is its position. */
    private void fold(int table, DescriptorSnapshot seen, RowFolding.Fold fold) {
      if (fold != null) {
        int more = fold.numbers().size();
        String note =
            seen.number() < 0
                ? "+" + more + " " + several(seen.file().object())
                : more + " more like " + fold.like();
        boolean closesOnExec = seen.closesOnExec();
        graph.rows.add(
            new Row(table, fold.numbers(), note, false, closesOnExec, null, -1, true, ""));
      }
    }

    private static String several(KernelObject object) {
      return object instanceof SynchronizationObject
          ? object.kind() + (object.kind().endsWith("x") ? "es" : "s")
          : object instanceof IpcObject ? "System V objects" : "mappings";
    }

    /** The index of the open file description of the next row. */
    private int number(DescriptorSnapshot seen) {
      held.put(seen.holder(), seen.file());
      int number = numbers.computeIfAbsent(seen.file(), file -> holders.size());
      if (number == holders.size()) {
        holders.add(new ArrayList<>());
      }
      holders.get(number).add(graph.rows.size());
      return number;
    }

    /**
     * The standard descriptors whose objects are not related to anything else in the picture, such
     * as the terminal: those with the same object share a row.
     */
    private List<List<DescriptorSnapshot>> standard(List<DescriptorSnapshot> all) {
      List<List<DescriptorSnapshot>> groups = new ArrayList<>();
      for (DescriptorSnapshot seen : all) {
        if (seen.number() >= STANDARD
            || seen.number() < 0
            || used.contains(identity(seen.file()))) {
          continue;
        }
        String id = seen.file().object().id();
        int last = groups.size() - 1;
        if (last >= 0 && groups.get(last).get(0).file().object().id().equals(id)) {
          groups.get(last).add(seen);
        } else {
          groups.add(new ArrayList<>(List.of(seen)));
        }
      }
      return groups;
    }

    /** The objects of all other descriptors, and their peers. */
    private static Set<Object> used(Subject subject) {
      Set<Object> used = new HashSet<>();
      for (ProcessSnapshot process : subject.processes()) {
        for (DescriptorSnapshot seen : process.descriptors()) {
          if (seen.number() >= STANDARD) {
            KernelObject object = seen.file().object();
            used.add(identity(seen.file()));
            if (object instanceof SocketObject socket) {
              used.add("socket:[" + socket.peerInode() + "]");
            } else if (object instanceof TerminalObject master) {
              for (OpenFileDescription file : subject.files()) {
                if (master.isOf(file.object())) {
                  used.add(identity(file));
                }
              }
            }
          }
        }
      }
      return used;
    }

    /** The identity that counts: of a device the open file description, otherwise the object. */
    private static Object identity(OpenFileDescription file) {
      boolean isDevice =
          file.object() instanceof FileObject object && object.kind().equals("device");
      return isDevice ? file : file.object().id();
    }

    /** Orders all elements. */
    private void arrange(
        List<OpenFileDescription> found, List<KernelObject> objects, int[] objectOf) {
      CrossingReduction order =
          new CrossingReduction(graph.rows.size(), holders, objectOf, objects.size());
      order.keep(
          found.stream().mapToInt(before::rank).toArray(),
          objects.stream().mapToInt(before::rank).toArray());
      int[] fileAt = places(order.files());
      int[] thingAt = places(order.objects());
      List<List<Integer>> filesOf = new ArrayList<>();
      objects.forEach(object -> filesOf.add(new ArrayList<>()));
      for (int old : order.files()) {
        int object = thingAt[objectOf[old]];
        filesOf.get(object).add(graph.files.size());
        graph.files.add(
            new Description(
                found.get(old), List.copyOf(holders.get(old)), object, also(found.get(old))));
      }
      graph.rows.replaceAll(row -> row.file < 0 ? row : row.at(fileAt[row.file]));
      for (int old : order.objects()) {
        KernelObject object = objects.get(old);
        List<Integer> files = List.copyOf(filesOf.get(graph.things.size()));
        graph.things.add(new Thing(object, files, peer(object), subject.locks(object)));
      }
    }

    private String also(OpenFileDescription file) {
      return subject.places(
          file.holders().stream().filter(holder -> !held.containsKey(holder)).toList());
    }

    /**
     * The holder of the other end of a socket or a pipe, if it is held only by processes that are
     * not drawn.
     */
    private String peer(KernelObject object) {
      List<OpenFileDescription> ends =
          object instanceof SocketObject socket
              ? socketFiles.getOrDefault(socket.peerInode(), List.of())
              : isShared(object) ? pipeFiles.getOrDefault(object.id(), List.of()) : List.of();
      if (object instanceof SocketObject && ends.stream().anyMatch(numbers::containsKey)) {
        return null;
      }
      Set<Holder> others = new TreeSet<>();
      ends.stream()
          .filter(file -> !numbers.containsKey(file))
          .forEach(file -> others.addAll(file.holders()));
      return subject.places(others);
    }

    /** Whether those who have it open are the other ends for each other. */
    private static boolean isShared(KernelObject object) {
      return object instanceof PipeObject
          || object instanceof QueueObject
          || object instanceof IpcObject
          || object instanceof MemoryObject;
    }

    private static int[] places(List<Integer> order) {
      int[] places = new int[order.size()];
      for (int i = 0; i < places.length; i++) {
        places[order.get(i)] = i;
      }
      return places;
    }

    private void links() {
      Map<Long, Integer> sockets = new HashMap<>();
      Map<String, Integer> ids = new HashMap<>();
      for (int i = 0; i < graph.things.size(); i++) {
        ids.put(graph.things.get(i).object().id(), i);
        if (graph.things.get(i).object() instanceof SocketObject socket) {
          sockets.put(socket.inode(), i);
        }
      }
      for (int i = 0; i < graph.things.size(); i++) {
        KernelObject object = graph.things.get(i).object();
        if (object instanceof SocketObject socket) {
          socket(i, socket, sockets);
        } else if (object instanceof EpollObject epoll) {
          epoll(i, epoll, ids);
        } else if (object instanceof TerminalObject master) {
          terminal(i, master);
        }
      }
    }

    /** A master to its slave. */
    private void terminal(int at, TerminalObject master) {
      for (int i = 0; i < graph.things.size(); i++) {
        if (master.isOf(graph.things.get(i).object())) {
          graph.links.add(new Link(at, List.of(i), true));
        }
      }
    }

    private void socket(int at, SocketObject socket, Map<Long, Integer> sockets) {
      Integer peer = sockets.get(socket.peerInode());
      if (peer != null) {
        SocketObject other = (SocketObject) graph.things.get(peer).object();
        boolean both = other.peerInode() == socket.inode();
        if (!both || at < peer) {
          graph.links.add(new Link(at, List.of(peer), both));
        }
      }
      for (long pending : socket.pending()) {
        Integer client = sockets.get(pending);
        if (client != null) {
          graph.links.add(new Link(client, List.of(at), false));
        }
      }
    }

    /**
     * The descriptors that an epoll instance watches: under their numbers or, if closed, wherever
     * else they are open.
     */
    private void epoll(int at, EpollObject epoll, Map<String, Integer> ids) {
      Set<Integer> targets = new LinkedHashSet<>();
      for (EpollObject.Target target : epoll.targets()) {
        target.ids().stream().map(ids::get).filter(Objects::nonNull).forEach(targets::add);
        for (int file : graph.things.get(at).files()) {
          for (int row : graph.files.get(file).rows()) {
            int pid = graph.tables.get(graph.rows.get(row).table()).process().pid();
            OpenFileDescription watched = held.get(new Holder(pid, target.number()));
            if (watched != null && isOf(watched, target.inode())) {
              targets.add(ids.get(watched.object().id()));
            }
          }
        }
      }
      targets.remove(at);
      if (!targets.isEmpty()) {
        graph.links.add(new Link(at, List.copyOf(targets), false));
      }
    }

    /** Whether the number still refers to the file that was added. */
    private static boolean isOf(OpenFileDescription file, long inode) {
      String id = file.object().id();
      return id.contains("[" + inode + "]")
          || id.endsWith(":" + inode)
          || id.startsWith("description:");
    }
  }
}

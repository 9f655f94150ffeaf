package ipcsh.draw;

import ipcsh.inspect.BlockedThread;
import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.Holder;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.ProcessSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A live picture: what remains keeps its place, what appears or changes is highlighted for a
 * moment, and what disappears is struck through for as long. Times are those of {@code
 * System.nanoTime()}, given by the caller. Not thread-safe.
 */
public final class LiveView {
  /** The duration of a highlight, in nanoseconds. */
  public static final long MOMENT = 1_000_000_000L;

  private final SnapshotDiff seen = new SnapshotDiff();
  private final Waits waits = new Waits();
  private final Places places = new Places();
  private final Map<Holder, Ghost> ghosts = new LinkedHashMap<>();

  /** The processes, in the order of their first appearance. */
  private final Map<Integer, ProcessSnapshot> processes = new LinkedHashMap<>();

  /** Their names; null for those that are called by their programs. */
  private final Map<Integer, String> names = new HashMap<>();

  private Subject now;
  private Graph graph;
  private Grid grid;
  private int columns;
  private long valid;

  /** A descriptor that has disappeared. */
  private record Ghost(DescriptorSnapshot descriptor, String file, long end) {}

  /** Adds the next snapshot. */
  public void look(Subject subject, long time) {
    if (subject.equals(now)) {
      // only the durations of waits have changed, for which the frame has an end
      waits.look(subject.waiting(), time);
      return;
    }
    if (now != null) {
      remember(subject, time);
    }
    seen.look(subject, time);
    waits.look(subject.waiting(), time);
    Set<Integer> there = new HashSet<>();
    for (ProcessSnapshot process : subject.processes()) {
      processes.put(process.pid(), process);
      names.put(process.pid(), subject.names().get(process.pid()));
      there.add(process.pid());
      process.descriptors().forEach(one -> ghosts.remove(one.holder()));
    }
    now = subject;
    graph = null;
  }

  /** Keeps elements that have disappeared for a moment. */
  private void remember(Subject next, long time) {
    Set<Holder> there = new HashSet<>();
    next.processes().forEach(p -> p.descriptors().forEach(one -> there.add(one.holder())));
    for (ProcessSnapshot process : now.processes()) {
      for (DescriptorSnapshot one : process.descriptors()) {
        if (!there.contains(one.holder())) {
          ghosts.put(one.holder(), new Ghost(one, seen.key(one.file()), time + MOMENT));
        }
      }
    }
  }

  /** The picture of the last snapshot, to be saved. */
  public GraphPicture picture() {
    return new GraphPicture(now);
  }

  /** Forgets the previous places: the next frame is laid out anew. */
  public void rearrange() {
    places.forget();
    graph = null;
  }

  /** Whether nothing has appeared, changed or disappeared within the last moment before a time. */
  public boolean isQuiet(long time) {
    return now != null
        && seen.isQuiet(time)
        && ghosts.values().stream().allMatch(ghost -> ghost.end <= time)
        && waits.isQuiet(time);
  }

  /** Whether the frame at this time may differ from the last one. */
  public boolean isStale(long time) {
    return graph == null || time >= valid;
  }

  /**
   * The frame; the last one if it is still valid.
   *
   * @param width the width of the terminal; 0 for unlimited
   */
  public Grid frame(int width, long time) {
    if (!isStale(time) && width == columns) {
      return grid;
    }
    ghosts.values().removeIf(ghost -> ghost.end <= time);
    seen.forget(time);
    waits.forget(time);
    At before = new At(time);
    graph = Graph.of(shown(before), before);
    valid = Math.min(waits.next(time), seen.next());
    for (Ghost ghost : ghosts.values()) {
      valid = Math.min(valid, ghost.end);
    }
    grid = GraphPicture.grid(graph, width, before);
    columns = width;
    places.keep(graph, before);
    return grid;
  }

  /** The current elements and those that disappeared a moment ago, processes in their old order. */
  private Subject shown(At before) {
    Map<Integer, ProcessSnapshot> current = new HashMap<>();
    now.processes().forEach(process -> current.put(process.pid(), process));
    Map<Integer, List<Ghost>> removed = new HashMap<>();
    ghosts.forEach(
        (holder, ghost) ->
            removed.computeIfAbsent(holder.pid(), pid -> new ArrayList<>()).add(ghost));
    processes.keySet().removeIf(pid -> !current.containsKey(pid) && !removed.containsKey(pid));
    // a shell that has ended is no longer known by its name
    names.keySet().retainAll(processes.keySet());
    Map<Integer, String> called = new HashMap<>(now.names());
    names.forEach(
        (pid, name) -> {
          if (name != null && !current.containsKey(pid)) {
            called.put(pid, name);
          }
        });
    before.alive.addAll(current.keySet());
    Map<String, OpenFileDescription> files = new HashMap<>();
    Map<String, KernelObject> objects = new HashMap<>();
    for (ProcessSnapshot process : now.processes()) {
      for (DescriptorSnapshot one : process.descriptors()) {
        files.put(seen.key(one.file()), one.file());
        objects.put(one.file().object().id(), one.file().object());
      }
    }
    before.objects.addAll(objects.keySet());
    before.keys.putAll(seen.keys());
    files.keySet().forEach(before.files::add);
    List<ProcessSnapshot> all = new ArrayList<>();
    processes.forEach(
        (pid, last) -> {
          List<DescriptorSnapshot> its = new ArrayList<>();
          if (current.containsKey(pid)) {
            its.addAll(current.get(pid).descriptors());
          }
          for (Ghost ghost : removed.getOrDefault(pid, List.of())) {
            OpenFileDescription file =
                files.computeIfAbsent(ghost.file, key -> with(ghost.descriptor.file(), objects));
            before.keys.put(file, ghost.file);
            its.add(
                new DescriptorSnapshot(
                    ghost.descriptor.holder(), ghost.descriptor.closesOnExec(), file));
          }
          // rows of what has no number stay in their order
          its.sort(Comparator.comparing(one -> Integer.toUnsignedLong(Math.max(-1, one.number()))));
          all.add(new ProcessSnapshot(last.facts(), last.unreadable(), its));
        });
    return new Subject(all, now.files(), called, waits.shown(), now.locks(), now.variables());
  }

  /** With the current state of the object, if it still exists. */
  private static OpenFileDescription with(
      OpenFileDescription file, Map<String, KernelObject> objects) {
    KernelObject object = objects.computeIfAbsent(file.object().id(), id -> file.object());
    return new OpenFileDescription(
        object, file.flags(), file.offset(), file.holders(), file.isCompared());
  }

  /** The previous frames, as of this time. */
  private final class At implements PreviousFrame {
    private final long time;
    private final Set<Integer> alive = new HashSet<>();
    private final Set<String> files = new HashSet<>();
    private final Set<String> objects = new HashSet<>();
    private final Map<OpenFileDescription, String> keys = new HashMap<>();

    At(long time) {
      this.time = time;
    }

    String key(OpenFileDescription file) {
      return keys.get(file);
    }

    private ColorRole.Mark fresh(Object what) {
      return seen.isFresh(what) ? ColorRole.Mark.FRESH : ColorRole.Mark.NONE;
    }

    @Override
    public ColorRole.Mark process(int pid) {
      return alive.contains(pid) ? fresh(pid) : ColorRole.Mark.GONE;
    }

    @Override
    public ColorRole.Mark row(int pid, int number) {
      Holder holder = new Holder(pid, number);
      return ghosts.containsKey(holder) || !alive.contains(pid)
          ? ColorRole.Mark.GONE
          : fresh(holder);
    }

    @Override
    public ColorRole.Mark waiting(int pid, int number) {
      return waits.mark(pid, number, time);
    }

    @Override
    public String since(int pid, int number) {
      return waits.since(pid, number, time);
    }

    @Override
    public ColorRole.Mark mark(OpenFileDescription file) {
      return files.contains(key(file)) ? fresh(key(file)) : ColorRole.Mark.GONE;
    }

    @Override
    public ColorRole.Mark mark(KernelObject object) {
      return objects.contains(object.id()) ? fresh(object.id()) : ColorRole.Mark.GONE;
    }

    @Override
    public ColorRole.Mark line(OpenFileDescription file, String text) {
      return fresh(new SnapshotDiff.Line(key(file), text));
    }

    @Override
    public ColorRole.Mark line(KernelObject object, String text) {
      return fresh(new SnapshotDiff.Line(object.id(), text));
    }

    @Override
    public int rank(OpenFileDescription file) {
      return places.rank(key(file));
    }

    @Override
    public int rank(KernelObject object) {
      return places.rank(object.id());
    }

    @Override
    public int lines(OpenFileDescription file, int needed) {
      return places.lines(key(file), needed);
    }

    @Override
    public int lines(KernelObject object, int needed) {
      return places.lines(object.id(), needed);
    }

    @Override
    public int width(int column, int needed) {
      return places.width(column, needed);
    }

    @Override
    public int tracks(int space, int needed) {
      return places.tracks(space, needed);
    }
  }

  /** The places and sizes of the elements. */
  private static final class Places {
    private static final int COLUMNS = 3;

    /** A column grows by this much, so that it need not grow again for the next longer number. */
    private static final int STEP = 4;

    private final Map<String, Integer> ranks = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();
    private final int[] widths = new int[COLUMNS];
    private final int[] tracks = new int[COLUMNS];

    void forget() {
      ranks.clear();
      lines.clear();
      Arrays.fill(widths, 0);
      Arrays.fill(tracks, 0);
    }

    /** Records places; the keys of files and of objects never collide. */
    void keep(Graph graph, At before) {
      ranks.clear();
      for (int i = 0; i < graph.files.size(); i++) {
        ranks.put(before.key(graph.files.get(i).file()), i);
      }
      for (int i = 0; i < graph.things.size(); i++) {
        ranks.put(graph.things.get(i).object().id(), i);
      }
      lines.keySet().retainAll(ranks.keySet());
    }

    int rank(String key) {
      return ranks.getOrDefault(key, -1);
    }

    int lines(String key, int needed) {
      return lines.merge(key, needed, Math::max);
    }

    int width(int column, int needed) {
      if (needed > widths[column]) {
        boolean first = widths[column] == 0;
        widths[column] = first ? needed : needed + STEP - 1;
      }
      return widths[column];
    }

    int tracks(int space, int needed) {
      tracks[space] = Math.max(tracks[space], needed);
      return tracks[space];
    }
  }

  /**
   * Blocked calls and their start times. A call that is repeated at once keeps its line for a
   * moment.
   */
  private static final class Waits {
    private static final long SECOND = 1_000_000_000L;
    private static final long MINUTE = 60;

    /** A blocked call. */
    private record Wait(int pid, int number, String call) {}

    /**
     * Its times.
     *
     * @param isLonger whether it was blocked before the first look
     */
    private record Time(BlockedThread waiting, long since, long last, boolean isLonger) {}

    private final Map<Wait, Time> all = new LinkedHashMap<>();
    private boolean looked;
    private long latest;

    void look(List<BlockedThread> waiting, long time) {
      // looks may be far apart: what ends now was there until just before
      all.replaceAll(
          (wait, one) ->
              one.last == latest ? new Time(one.waiting, one.since, time - 1, one.isLonger) : one);
      long before = time - 1;
      for (BlockedThread one : waiting) {
        int number = Objects.requireNonNullElse(one.descriptor(), PreviousFrame.NO_DESCRIPTOR);
        Wait wait = new Wait(one.pid(), number, one.call());
        Time known = all.get(wait);
        boolean goesOn = known != null && known.last == before;
        all.put(
            wait,
            goesOn
                ? new Time(one, known.since, time, known.isLonger)
                : new Time(one, time, time, !looked));
      }
      looked = true;
      latest = time;
    }

    /** Whether none has begun or ended within the last moment. */
    boolean isQuiet(long time) {
      return all.values().stream()
          .allMatch(
              one ->
                  time - one.last >= MOMENT
                      || one.last == latest && (one.isLonger || time - one.since >= MOMENT));
    }

    void forget(long time) {
      all.values().removeIf(one -> one.last < latest && one.last + MOMENT <= time);
    }

    /** The blocked calls, including those that returned a moment ago. */
    List<BlockedThread> shown() {
      List<BlockedThread> shown = new ArrayList<>();
      all.forEach(
          (wait, time) -> {
            if (time.last == latest || !isWaiting(wait.pid, wait.number)) {
              shown.add(time.waiting);
            }
          });
      return shown;
    }

    private boolean isWaiting(int pid, int number) {
      return all.entrySet().stream()
          .anyMatch(e -> at(e.getKey(), pid, number) && e.getValue().last == latest);
    }

    private static boolean at(Wait wait, int pid, int number) {
      return wait.pid == pid && wait.number == number;
    }

    private Time longest(int pid, int number) {
      return all.entrySet().stream()
          .filter(e -> at(e.getKey(), pid, number) && e.getValue().last == latest)
          .map(Map.Entry::getValue)
          .min((a, b) -> Long.compare(a.since, b.since))
          .orElse(null);
    }

    ColorRole.Mark mark(int pid, int number, long time) {
      Time longest = longest(pid, number);
      if (longest == null) {
        return ColorRole.Mark.GONE;
      }
      boolean isFresh = !longest.isLonger && time - longest.since < MOMENT;
      return isFresh ? ColorRole.Mark.FRESH : ColorRole.Mark.NONE;
    }

    /** {@code 12 s}, {@code 3 min}; with a sign if it may be longer. */
    String since(int pid, int number, long time) {
      Time longest = longest(pid, number);
      long seconds = longest == null ? 0 : (time - longest.since) / SECOND;
      if (seconds == 0) {
        return null;
      }
      String words = seconds < MINUTE ? seconds + " s" : seconds / MINUTE + " min";
      return (longest.isLonger ? ">" : "") + words;
    }

    /** The time at which its text changes next. */
    long next(long time) {
      long next = Long.MAX_VALUE;
      for (Time one : all.values()) {
        long passed = time - one.since;
        next =
            Math.min(
                next, one.last == latest ? time + SECOND - passed % SECOND : one.last + MOMENT);
      }
      return next;
    }
  }
}

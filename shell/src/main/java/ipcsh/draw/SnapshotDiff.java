package ipcsh.draw;

import ipcsh.inspect.DescriptorSnapshot;
import ipcsh.inspect.Holder;
import ipcsh.inspect.KernelObject;
import ipcsh.inspect.OpenFileDescription;
import ipcsh.inspect.ProcessSnapshot;
import ipcsh.inspect.TimerObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state at the last look, to determine what is new or changed at the next one. An open file
 * description has no identifier by which it can be recognized: it is taken to be the one with the
 * same object and one of the same descriptors, or else one with the same access that has no other
 * match.
 */
final class SnapshotDiff {
  /** A line in the box of an element. */
  record Line(String of, String text) {}

  /** The previous state of a descriptor. */
  private record Row(String file, boolean closesOnExec) {}

  private static final int ACCESS = 3;

  private final Map<Object, Long> fresh = new HashMap<>();
  private Map<OpenFileDescription, String> keys = new HashMap<>();
  private Map<Holder, Row> rows = new HashMap<>();
  private Map<String, Set<String>> lines;
  private Set<Integer> pids = new HashSet<>();
  private int last;

  /** The keys of the open file descriptions at the last look. */
  Map<OpenFileDescription, String> keys() {
    return keys;
  }

  /** The key by which an open file description of the last look is recognized. */
  String key(OpenFileDescription file) {
    return keys.get(file);
  }

  boolean isFresh(Object what) {
    return fresh.containsKey(what);
  }

  void forget(long time) {
    fresh.values().removeIf(end -> end <= time);
  }

  /** The time at which the first highlight ends. */
  long next() {
    return fresh.values().stream().mapToLong(end -> end).min().orElse(Long.MAX_VALUE);
  }

  /** Whether nothing is highlighted at this time. */
  boolean isQuiet(long time) {
    return fresh.values().stream().allMatch(end -> end <= time);
  }

  /** Adds the next snapshot; in the first one nothing is new. */
  void look(Subject subject, long time) {
    long end = time + LiveView.MOMENT;
    Map<Holder, Row> nextRows = new HashMap<>();
    Set<Integer> nextPids = new HashSet<>();
    Map<String, Set<String>> nextLines = new HashMap<>();
    keys = identified(subject);
    for (ProcessSnapshot process : subject.processes()) {
      nextPids.add(process.pid());
      for (DescriptorSnapshot one : process.descriptors()) {
        String key = keys.get(one.file());
        nextRows.put(one.holder(), new Row(key, one.closesOnExec()));
        nextLines.computeIfAbsent(key, first -> lines(one.file()));
        nextLines.computeIfAbsent(
            one.file().object().id(), id -> lines(subject, one.file().object()));
      }
    }
    if (lines != null) {
      nextPids.stream().filter(pid -> !pids.contains(pid)).forEach(pid -> fresh.put(pid, end));
      nextRows.forEach(
          (holder, row) -> {
            if (!row.equals(rows.get(holder))) {
              fresh.put(holder, end);
            }
          });
      nextLines.forEach((key, texts) -> compare(key, texts, end));
    }
    rows = nextRows;
    pids = nextPids;
    lines = nextLines;
  }

  private void compare(String key, Set<String> texts, long end) {
    Set<String> before = lines.get(key);
    if (before == null) {
      fresh.put(key, end);
      return;
    }
    for (String text : texts) {
      if (!before.contains(text)) {
        fresh.put(new Line(key, text), end);
      }
    }
  }

  /** The lines of its box, independent of the width. */
  private static Set<String> lines(OpenFileDescription file) {
    Set<String> lines = new HashSet<>();
    for (int room : new int[] {GraphPicture.FLAGS_NARROW, GraphPicture.FLAGS_WIDE}) {
      BoxLabels.of(file, null, room).forEach(line -> lines.add(line.text()));
    }
    return lines;
  }

  /** The lines of its box; values that count down on their own are not changes. */
  private static Set<String> lines(Subject subject, KernelObject object) {
    Set<String> lines = new HashSet<>();
    BoxLabels.of(object, null, subject.locks(object)).forEach(line -> lines.add(line.text()));
    if (object instanceof TimerObject) {
      lines.removeIf(line -> line.startsWith("in "));
    }
    return lines;
  }

  private Map<OpenFileDescription, String> identified(Subject subject) {
    Map<String, List<Map.Entry<OpenFileDescription, String>>> before = new HashMap<>();
    for (Map.Entry<OpenFileDescription, String> old : keys.entrySet()) {
      String object = old.getKey().object().id();
      before.computeIfAbsent(object, id -> new ArrayList<>()).add(old);
    }
    Map<OpenFileDescription, String> found = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (boolean byHolder : new boolean[] {true, false}) {
      for (ProcessSnapshot process : subject.processes()) {
        for (DescriptorSnapshot one : process.descriptors()) {
          OpenFileDescription file = one.file();
          for (Map.Entry<OpenFileDescription, String> old :
              found.containsKey(file)
                  ? List.<Map.Entry<OpenFileDescription, String>>of()
                  : before.getOrDefault(file.object().id(), List.of())) {
            boolean is =
                byHolder
                    ? old.getKey().holders().contains(one.holder())
                    : isLike(old.getKey(), file);
            if (is && !found.containsKey(file) && taken.add(old.getValue())) {
              found.put(file, old.getValue());
            }
          }
        }
      }
    }
    for (ProcessSnapshot process : subject.processes()) {
      for (DescriptorSnapshot one : process.descriptors()) {
        found.computeIfAbsent(one.file(), file -> "open file " + last++);
      }
    }
    return found;
  }

  private static boolean isLike(OpenFileDescription a, OpenFileDescription b) {
    return (a.flags() & ACCESS) == (b.flags() & ACCESS);
  }
}

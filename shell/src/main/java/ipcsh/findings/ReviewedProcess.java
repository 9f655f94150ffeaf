package ipcsh.findings;

import ipcsh.observe.ObservedEnd;
import ipcsh.observe.ObservedProcess;
import ipcsh.observe.ObservedSignal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A process of a run: its table of descriptors, its calls, its signals, its children. */
final class ReviewedProcess {
  private final ObservedProcess process;
  private final List<ReviewedCall> calls = new ArrayList<>();
  private final Map<Integer, List<ReviewedCall>> byThread = new LinkedHashMap<>();
  private final List<ObservedSignal> signals = new ArrayList<>();
  private final List<ReviewedProcess> children = new ArrayList<>();
  private ReviewedProcess parent;
  private DescriptorTable table;
  private long ended = Long.MAX_VALUE;

  ReviewedProcess(ObservedProcess process) {
    this.process = process;
  }

  ObservedProcess process() {
    return process;
  }

  int pid() {
    return process.pid();
  }

  /** Its program without the directory; null if unknown. */
  String name() {
    return process.name();
  }

  /** What it is called in a sentence. */
  String title() {
    return (name() == null ? "process" : name()) + " " + pid();
  }

  /** All its calls, in the order in which they were made. */
  List<ReviewedCall> calls() {
    return calls;
  }

  /** The calls of each of its threads. */
  Map<Integer, List<ReviewedCall>> byThread() {
    return byThread;
  }

  void add(ReviewedCall call) {
    calls.add(call);
    byThread.computeIfAbsent(call.call().tid(), tid -> new ArrayList<>()).add(call);
  }

  /** The last call of a thread, or null. */
  ReviewedCall last(int tid) {
    List<ReviewedCall> all = byThread.get(tid);
    return all == null ? null : all.get(all.size() - 1);
  }

  List<ObservedSignal> signals() {
    return signals;
  }

  List<ReviewedProcess> children() {
    return children;
  }

  ReviewedProcess parent() {
    return parent;
  }

  void isChildOf(ReviewedProcess itsParent) {
    parent = itsParent;
    itsParent.children.add(this);
  }

  boolean isDescendantOf(ReviewedProcess ancestor) {
    for (ReviewedProcess each = parent; each != null; each = each.parent) {
      if (each == ancestor) {
        return true;
      }
    }
    return false;
  }

  DescriptorTable table() {
    return table;
  }

  void uses(DescriptorTable itsTable) {
    table = itsTable;
    itsTable.processes().add(this);
  }

  /** The place of its end; MAX_VALUE if it has not ended. */
  long ended() {
    return ended;
  }

  void ended(long place) {
    ended = place;
  }

  boolean isRunning() {
    return process.end() == null;
  }

  /** Whether it ended by its own exit. */
  boolean exited() {
    ObservedEnd end = process.end();
    return end != null && end.status() != null;
  }

  boolean exitedWith(int status) {
    return exited() && process.end().status() == status;
  }

  /** The signal that killed it, or null. */
  String killedBy() {
    return process.end() == null ? null : process.end().signal();
  }

  /** The calls by which it executed a program, in their order. */
  List<ReviewedCall> programs() {
    return calls.stream()
        .filter(each -> each.name().startsWith("execve") && each.succeeded())
        .toList();
  }
}

package ipcsh.why;

import ipcsh.inspect.FdInfo;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.inspect.ThreadTables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether threads have run since they were seen for the first time. Processes that answer each
 * other can be seen asleep one after the other although one of them was always awake: only threads
 * that have not run in between were asleep at the same time.
 */
final class Stillness {
  private final ThreadTables tables;
  private final Map<Integer, Long> first = new HashMap<>();

  /** Opens descriptors: to be used on a thread with its own descriptor table. */
  Stillness(ThreadTables tables) {
    this.tables = tables;
  }

  /** The threads of a process; how often each has run is read before what it does. */
  List<ThreadSnapshot> threads(int pid) {
    tables.ids(pid).forEach(tid -> first.computeIfAbsent(tid, its -> switches(pid, tid)));
    return tables.of(pid);
  }

  /** Whether it has run, or has ended, since it was first seen. */
  boolean hasRun(Actor actor) {
    // a thread of a shell that executes no command of ours has no ID
    return actor.tid() > 0
        && first.getOrDefault(actor.tid(), -1L) != switches(actor.pid(), actor.tid());
  }

  /** How often it has run; a number of no meaning if it has ended. */
  long runs(Actor actor) {
    return switches(actor.pid(), actor.tid());
  }

  /** How often it was switched out; -2 if it has ended. */
  private long switches(int pid, int tid) {
    String text = tables.text("/proc/" + pid + "/task/" + tid + "/status");
    if (text == null) {
      return -2;
    }
    FdInfo status = new FdInfo(text);
    return status.number("voluntary_ctxt_switches", 0)
        + status.number("nonvoluntary_ctxt_switches", 0);
  }
}

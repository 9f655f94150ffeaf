package ipcsh.why;

import ipcsh.inspect.DescriptorIndex;
import ipcsh.inspect.FdInfo;
import ipcsh.inspect.HeldLock;
import ipcsh.inspect.Holder;
import ipcsh.inspect.Inspector;
import ipcsh.inspect.Mapping;
import ipcsh.inspect.ProcessFacts;
import ipcsh.inspect.ProcessMemory;
import ipcsh.inspect.ThreadSnapshot;
import ipcsh.inspect.ThreadTables;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.SysException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The looks that one analysis shares, each made once, when it is first needed. Opens descriptors:
 * to be used on a thread with its own descriptor table. Not thread-safe.
 */
public final class WaitContext {
  private final Sys sys;
  private final Inspector inspector;
  private final ThreadTables tables;
  private final WaitNames names;
  private final Stillness stillness;
  private final Map<Integer, List<ThreadSnapshot>> threads = new HashMap<>();
  private final Map<Integer, ProcessFacts> facts = new HashMap<>();
  private final Map<Integer, List<Mapping>> mappings = new HashMap<>();
  private int[] everybody;
  private DescriptorIndex index;
  private List<HeldLock> locks;
  private ProcessMemory processMemory;

  public WaitContext(Sys sys, WaitNames names) {
    this(sys, names, new Stillness(new ThreadTables(sys)));
  }

  /** The same, beginning with threads that were seen before. */
  WaitContext(Sys sys, WaitNames names, Stillness stillness) {
    this.sys = sys;
    this.names = names;
    this.inspector = new Inspector(sys);
    this.tables = new ThreadTables(sys);
    this.stillness = stillness;
  }

  /** The C functions, for looks of one family only. */
  Sys sys() {
    return sys;
  }

  /** The other looks. */
  Inspector inspector() {
    return inspector;
  }

  /** All processes. */
  int[] everybody() {
    if (everybody == null) {
      everybody = inspector.everybody();
    }
    return everybody;
  }

  /** Facts about a process; null if it does not exist. */
  ProcessFacts facts(int pid) {
    return facts.computeIfAbsent(
        pid,
        its -> {
          try {
            return inspector.facts(its);
          } catch (SysException ended) {
            return null;
          }
        });
  }

  /** Whether a process exists and has not ended; a zombie has. */
  boolean isAlive(int pid) {
    ProcessFacts its = facts(pid);
    return its != null && !its.hasEnded();
  }

  /** All threads of a process, those that have ended too. */
  List<ThreadSnapshot> threads(int pid) {
    return threads.computeIfAbsent(pid, stillness::threads);
  }

  /** Which threads have run since they were first seen. */
  Stillness stillness() {
    return stillness;
  }

  /** The text of a file in /proc that the kernel writes in one piece; null if unreadable. */
  String text(String path) {
    return tables.text(path);
  }

  /** The lines of {@code /proc/PID/status}, empty if it has ended. */
  FdInfo status(int pid) {
    String text = text("/proc/" + pid + "/status");
    return new FdInfo(text == null ? "" : text);
  }

  /** The descriptors of all processes, by their targets. */
  DescriptorIndex descriptors() {
    if (index == null) {
      index = new DescriptorIndex(sys, everybody());
    }
    return index;
  }

  /** The target of a descriptor, {@code pipe:[123]}, {@code /tmp/f}; null if it is not open. */
  String link(int pid, int number) {
    return descriptors().link(new Holder(pid, number));
  }

  /**
   * Processes whose tables cannot be read and that could have inherited a descriptor from one of
   * these: they are in the same session, or the parent or a child of one of them.
   */
  Set<Integer> hidden(Set<Integer> pids) {
    Set<Integer> found = new LinkedHashSet<>();
    for (int other : descriptors().unreadable()) {
      ProcessFacts its = facts(other);
      if (its != null && !its.hasEnded() && !its.isKernels()) {
        for (int pid : pids) {
          ProcessFacts mine = facts(pid);
          boolean isRelated =
              its.parent() == pid
                  || mine != null && mine.parent() == other
                  || session(other) == session(pid);
          if (isRelated && pid != other) {
            found.add(other);
          }
        }
      }
    }
    return found;
  }

  private int session(int pid) {
    String stat = text("/proc/" + pid + "/stat");
    if (stat == null) {
      return -pid;
    }
    // state, parent, group, session
    String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return Integer.parseInt(words[3]);
  }

  /** All locks on files of this machine. */
  List<HeldLock> locks() {
    if (locks == null) {
      locks = inspector.locks();
    }
    return locks;
  }

  /** The shared mappings of a process; empty if they may not be queried. */
  List<Mapping> mappings(int pid) {
    return mappings.computeIfAbsent(pid, inspector::mappings);
  }

  /** The memory of a process; null if not all of it is mapped, or it may not be read. */
  byte[] memory(int pid, long address, int length) {
    try {
      byte[] read = sys.otherMemory().read(pid, address, length);
      return read.length == length ? read : null;
    } catch (SysException unmappedOrNotAllowed) {
      return null;
    }
  }

  /** What the session calls a process, with its ID: {@code server 4711}, {@code cat 4712}. */
  String process(int pid) {
    String name = names.process(pid);
    ProcessFacts its = name == null ? facts(pid) : null;
    return (name != null ? name : its == null ? "process" : its.name()) + " " + pid;
  }

  /** A descriptor, {@code fd 3}, with the name of its variable if it has one. */
  String descriptor(Holder holder) {
    String name = names.descriptor(holder);
    return "fd " + holder.number() + (name == null ? "" : " " + name);
  }

  /** The calls in which a shell reports to be blocked; null if the process is no shell. */
  List<String> calls(int pid) {
    return names.calls().get(pid);
  }

  /** The memory of processes, and who shares it. */
  ProcessMemory processMemory() {
    if (processMemory == null) {
      processMemory = new ProcessMemory(sys);
    }
    return processMemory;
  }
}

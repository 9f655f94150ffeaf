package ipcsh.why;

import ipcsh.inspect.DescriptorIndex;
import ipcsh.inspect.Holder;
import ipcsh.inspect.ProcessFacts;
import ipcsh.inspect.ProcessMemory;
import ipcsh.sys.abi.FileStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The processes that can reach an object in memory. */
final class FutexSharers {
  private final WaitContext context;
  private final Set<Integer> pids;
  private final Set<Integer> unreadable;

  /**
   * Looks for them.
   *
   * @param pid a process that has the object
   * @param place where it is in shared memory; null if it is in the process's own
   */
  FutexSharers(int pid, WaitContext context, ProcessMemory.Place place) {
    this.context = context;
    ProcessMemory memory = context.processMemory();
    ProcessMemory.Sharers found =
        place == null ? memory.sharers(pid, relatives(pid)) : memory.sharers(place);
    this.pids = new TreeSet<>(found.pids());
    this.unreadable = found.unreadable();
    if (place != null) {
      addThoseWhoMayMap(place);
    }
  }

  /** Those who can, sorted. */
  Set<Integer> pids() {
    return pids;
  }

  /** Those of whom this is not known. */
  Set<Integer> unreadable() {
    return unreadable;
  }

  /** Processes made by clone with CLONE_VM have the same memory, and are relatives. */
  private List<Integer> relatives(int pid) {
    List<Integer> all = new ArrayList<>(context.children(pid));
    ProcessFacts facts = context.facts(pid);
    if (facts != null && facts.parent() > 0) {
      all.add(facts.parent());
      all.addAll(context.children(facts.parent()));
    }
    all.removeIf(other -> other == pid);
    return all;
  }

  /** A process that has the file open can map it, under whatever name it was opened. */
  private void addThoseWhoMayMap(ProcessMemory.Place place) {
    DescriptorIndex index = context.descriptors();
    String directory = place.path().substring(0, place.path().lastIndexOf('/') + 1);
    for (String link : directory.isEmpty() ? Set.<String>of() : index.links()) {
      if (link.startsWith(directory)) {
        for (Holder holder : index.holders(link)) {
          FileStatus its = index.status(holder);
          if (its != null && place.object().equals(its.device() + ":" + its.inode())) {
            pids.add(holder.pid());
          }
        }
      }
    }
  }
}

package ipcsh.inspect;

import ipcsh.sys.Sys;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Determines which descriptors share an open file description. Only {@code kcmp(2)} tells; it gives
 * an order, so each descriptor is looked up among those already sorted, and only descriptors are
 * compared that may be the same according to /proc.
 */
final class DescriptionMatcher {
  private final Sys sys;

  DescriptionMatcher(Sys sys) {
    this.sys = sys;
  }

  /**
   * Descriptors that share one open file description.
   *
   * @param members at least one
   * @param isCompared whether the kernel has compared them with the others
   */
  record Group(List<RawDescriptor> members, boolean isCompared) {
    RawDescriptor first() {
      return members.get(0);
    }
  }

  /** All groups, in the order of their first members. */
  List<Group> of(Collection<RawDescriptor> all) {
    Map<String, List<RawDescriptor>> byKey = new LinkedHashMap<>();
    for (RawDescriptor one : all) {
      byKey.computeIfAbsent(one.key(), key -> new ArrayList<>(1)).add(one);
    }
    List<Group> groups = new ArrayList<>();
    for (List<RawDescriptor> candidates : byKey.values()) {
      if (candidates.size() == 1) {
        groups.add(new Group(candidates, true));
      } else {
        compare(candidates, groups);
      }
    }
    return groups;
  }

  private void compare(List<RawDescriptor> candidates, List<Group> groups) {
    List<Group> sorted = new ArrayList<>();
    List<Group> found = new ArrayList<>();
    boolean all = true;
    for (RawDescriptor one : candidates) {
      try {
        place(one, sorted, found);
      } catch (SysException notAllowedOrGone) {
        all &= notAllowedOrGone.getErrno() == Errno.EBADF;
        found.add(new Group(List.of(one), true));
      }
    }
    // one that could not be compared may be the same as any of them
    boolean areCompared = all;
    found.forEach(group -> groups.add(new Group(group.members(), areCompared)));
  }

  /** Adds a descriptor to its group, or to both lists as a new group. */
  private void place(RawDescriptor one, List<Group> sorted, List<Group> groups) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      Integer order = order(one, sorted.get(middle).first());
      if (order == null) {
        // the other one was closed meanwhile and cannot be compared any more
        sorted.remove(middle);
        high--;
      } else if (order == 0) {
        sorted.get(middle).members().add(one);
        return;
      } else if (order < 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    Group group = new Group(new ArrayList<>(List.of(one)), true);
    sorted.add(low, group);
    groups.add(group);
  }

  /** The order of two descriptors, null if the second is closed; fails if the first is. */
  private Integer order(RawDescriptor one, RawDescriptor other) {
    try {
      return compare(one.holder(), other.holder());
    } catch (SysException failed) {
      compare(one.holder(), one.holder());
      Errno why = failed.getErrno();
      if (why == Errno.EBADF || why == Errno.ESRCH) {
        return null;
      }
      throw failed;
    }
  }

  private int compare(Holder one, Holder other) {
    return sys.processControl().compareFiles(one.pid(), one.number(), other.pid(), other.number());
  }
}

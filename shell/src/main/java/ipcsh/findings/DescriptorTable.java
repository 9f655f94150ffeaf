package ipcsh.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table of descriptors, of one process or of several that share it, and its history. */
final class DescriptorTable {
  private final Map<Integer, HeldDescriptor> open = new TreeMap<>();
  private final List<HeldDescriptor> all = new ArrayList<>();
  private final List<ReviewedProcess> processes = new ArrayList<>();
  private boolean isUncertain;

  /** What a number is now; null if it is not open. */
  HeldDescriptor at(int number) {
    return open.get(number);
  }

  /** What is open now. */
  List<HeldDescriptor> open() {
    return List.copyOf(open.values());
  }

  /** Everything that was ever in it, in the order in which it came. */
  List<HeldDescriptor> all() {
    return all;
  }

  /** The processes that use it, in the order in which they came; ended ones too. */
  List<ReviewedProcess> processes() {
    return processes;
  }

  ReviewedProcess owner() {
    return processes.get(0);
  }

  /** Whether strace told something that contradicts this history. */
  boolean isUncertain() {
    return isUncertain;
  }

  void isDoubted() {
    isUncertain = true;
  }

  /** Puts a descriptor into it, in the place of the one that has its number. */
  void put(HeldDescriptor descriptor, ReviewedCall by) {
    HeldDescriptor before = open.put(descriptor.number(), descriptor);
    if (before != null) {
      before.ends(HeldDescriptor.End.REPLACED, descriptor.began(), by);
    }
    all.add(descriptor);
  }

  void end(int number, HeldDescriptor.End how, long place, ReviewedCall call) {
    HeldDescriptor closed = open.remove(number);
    if (closed != null) {
      closed.ends(how, place, call);
    }
  }

  /** Gives a new process a copy. */
  DescriptorTable copy(long place) {
    DescriptorTable copy = new DescriptorTable();
    copy.isUncertain = isUncertain;
    for (HeldDescriptor each : open.values()) {
      HeldDescriptor same =
          new HeldDescriptor(
              copy,
              each.number(),
              each.description(),
              each.origin() == HeldDescriptor.Origin.OUTSIDE
                  ? each.origin()
                  : HeldDescriptor.Origin.INHERITED,
              place,
              each.closesOnExec());
      copy.put(same, null);
    }
    return copy;
  }
}

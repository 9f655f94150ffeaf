package ipcsh.why;

import ipcsh.inspect.ThreadSnapshot;
import ipcsh.sys.abi.FileConstants;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The descriptor sets of {@code select(2)}, as they are in the memory of the process that waits.
 * The kernel looks only at the descriptors below nfds; a set may have more.
 */
final class SelectSets {
  private static final int MOST = 4096;
  private static final int SETS = 3;

  /** The index of the argument of pselect6 that points to the mask. */
  private static final int MASK = 5;

  /** The size of {@code fd_set}, in descriptors. */
  private static final int SET_SIZE = 1024;

  /** More than these at or above nfds are no set, but other data behind a short one. */
  private static final int MOST_BEYOND = 16;

  private static final int[] EVENTS = {
    FileConstants.POLLIN, FileConstants.POLLOUT, FileConstants.POLLPRI
  };

  private final ThreadSnapshot thread;
  private final WaitContext context;
  private final int nfds;

  SelectSets(ThreadSnapshot thread, WaitContext context) {
    this.thread = thread;
    this.context = context;
    this.nfds = thread.number(0);
  }

  static boolean isSelect(ThreadSnapshot thread) {
    return "select".equals(thread.call()) || "pselect6".equals(thread.call());
  }

  /** The function of C: select of the C library is pselect6 without a mask. */
  static String call(ThreadSnapshot thread) {
    return thread.call().equals("select") || thread.argument(MASK) == 0 ? "select" : "pselect";
  }

  int nfds() {
    return nfds;
  }

  /** The descriptors that are watched, with their events of poll; null if they cannot be read. */
  Map<Integer, Integer> watched() {
    Map<Integer, Integer> found = new TreeMap<>();
    int count = Math.max(0, Math.min(nfds, MOST));
    int size = (count + Long.SIZE - 1) / Long.SIZE * Long.BYTES;
    for (int i = 0; i < SETS; i++) {
      long address = thread.argument(i + 1);
      if (address != 0 && size > 0) {
        byte[] set = context.memory(thread.pid(), address, size);
        if (set == null) {
          return null;
        }
        int event = EVENTS[i];
        members(set, 0, count).forEach(number -> found.merge(number, event, (a, b) -> a | b));
      }
    }
    return found;
  }

  /**
   * The open descriptors in the sets that are not watched, because nfds is too small; empty if
   * there are none.
   */
  List<Integer> ignored() {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < SETS; i++) {
      long address = thread.argument(i + 1);
      byte[] set =
          address == 0 || nfds >= SET_SIZE
              ? null
              : context.memory(thread.pid(), address, SET_SIZE / Byte.SIZE);
      List<Integer> its = set == null ? List.of() : members(set, Math.max(0, nfds), SET_SIZE);
      // a program may have a shorter set of its own, with anything behind it
      boolean isSet =
          its.size() <= MOST_BEYOND
              && its.stream().allMatch(number -> context.link(thread.pid(), number) != null);
      its.stream().filter(number -> isSet && !found.contains(number)).forEach(found::add);
    }
    return found;
  }

  private static List<Integer> members(byte[] set, int from, int to) {
    List<Integer> found = new ArrayList<>();
    for (int number = from; number < to; number++) {
      if ((set[number / Byte.SIZE] >> number % Byte.SIZE & 1) != 0) {
        found.add(number);
      }
    }
    return found;
  }
}

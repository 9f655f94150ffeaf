package ipcsh.findings;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The processes that waited for one another at the end: each reads from a pipe or connection whose
 * other end only such processes hold, or waits for children that are such processes. Those that
 * wait for a clock, a signal, a terminal or a process that is not observed are none.
 */
final class StuckProcesses {
  private static final Set<String> WAITING = Set.of("wait4", "waitid");

  private final Map<ReviewedProcess, ReviewedCall> calls = new LinkedHashMap<>();
  private final long place;

  private StuckProcesses(DescriptorHistory run, long place) {
    this.place = place;
    for (ReviewedProcess each : run.processes()) {
      ReviewedCall call = each.ended() < place ? null : callAt(each);
      if (call != null && (isReading(call) || isWaiting(call))) {
        calls.put(each, call);
      }
    }
    while (calls.keySet().removeIf(each -> !isStuck(run, each))) {}
  }

  /** Those of now, and those of each moment before a process was killed. */
  static List<StuckProcesses> ever(DescriptorHistory run) {
    Set<Long> places = new TreeSet<>();
    places.add(Long.MAX_VALUE - 1);
    for (ReviewedProcess each : run.processes()) {
      if (each.killedBy() != null && !each.calls().isEmpty()) {
        ReviewedCall last = each.calls().get(each.calls().size() - 1);
        places.add(Math.min(last.returned(), each.ended()) - 1);
      }
    }
    return places.stream().map(each -> new StuckProcesses(run, each)).toList();
  }

  /** The call in which a process with one thread was then; null if it was in none. */
  private ReviewedCall callAt(ReviewedProcess process) {
    if (process.byThread().size() != 1
        || process.table() == null
        || process.table().isUncertain()
        || process.table().processes().size() != 1) {
      return null;
    }
    ReviewedCall found = null;
    for (ReviewedCall each : process.calls()) {
      if (each.began() <= place && each.ended() > place) {
        found = each;
      }
    }
    return found;
  }

  private static boolean isReading(ReviewedCall call) {
    return call != null
        && call.reads()
        && call.first() != null
        && !String.join(",", call.arguments()).contains("MSG_DONTWAIT");
  }

  private static boolean isWaiting(ReviewedCall call) {
    return WAITING.contains(call.name()) && !call.mentions(2, "WNOHANG");
  }

  private boolean isStuck(DescriptorHistory run, ReviewedProcess process) {
    ReviewedCall call = calls.get(process);
    if (isWaiting(call)) {
      int pid = call.name().equals("wait4") ? call.number(0) : -1;
      return process.children().stream()
          .filter(each -> each.ended() > place && (pid <= 0 || each.pid() == pid))
          .allMatch(calls::containsKey);
    }
    OpenedDescription other = call.first().description().other();
    if (other == null || other.isElsewhere() || call.first().description().isElsewhere()) {
      return false;
    }
    List<HeldDescriptor> holders = holders(other);
    return !holders.isEmpty()
        && holders.stream()
            .flatMap(each -> each.table().processes().stream())
            .allMatch(calls::containsKey);
  }

  /** Who held a description then. */
  List<HeldDescriptor> holders(OpenedDescription description) {
    return description.holdersAt(place);
  }

  List<ReviewedProcess> all() {
    return new ArrayList<>(calls.keySet());
  }

  /** The call in which one of them was. */
  ReviewedCall callOf(ReviewedProcess process) {
    return calls.get(process);
  }

  boolean waitsForChild(ReviewedProcess process) {
    return isWaiting(calls.get(process));
  }
}

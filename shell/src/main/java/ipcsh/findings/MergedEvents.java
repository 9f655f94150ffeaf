package ipcsh.findings;

import ipcsh.observe.CallEnds;
import ipcsh.observe.Observation;
import ipcsh.observe.ObservedCall;
import ipcsh.observe.ObservedEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The events of several programs in one order: those of one program in the order in which strace
 * wrote them, between programs by their time. A beginning has an even place, an end an odd one.
 */
final class MergedEvents {
  /**
   * An event.
   *
   * @param began its place
   * @param ended that of its end, MAX_VALUE for none
   */
  record Placed(ObservedEvent event, long began, long ended) {}

  private record Timed(ObservedEvent event, long time) {}

  private MergedEvents() {}

  static List<Placed> of(List<Observation> observations) {
    List<Timed> all = new ArrayList<>();
    Map<ObservedCall, Long> ends = new HashMap<>();
    boolean isOne = observations.size() == 1;
    for (Observation observation : observations) {
      if (!isOne) {
        ends.putAll(CallEnds.of(observation.calls()));
      }
      long time = 0;
      for (ObservedEvent each : observation.events()) {
        // a line without a time follows the one before it
        time = Math.max(time, each.began());
        all.add(new Timed(each, time));
      }
    }
    if (!isOne) {
      all.sort(Comparator.comparingLong(Timed::time));
    }
    List<Placed> placed = new ArrayList<>(all.size());
    for (int i = 0; i < all.size(); i++) {
      ObservedEvent event = all.get(i).event;
      long ended = Long.MAX_VALUE;
      if (event instanceof ObservedCall call && call.endOrder() >= 0) {
        // what ends before the next line begins ends at once
        long next = isOne ? Math.max(call.endOrder(), i + 1L) : firstAfter(all, i, ends.get(call));
        ended = 2 * next - 1;
      }
      placed.add(new Placed(event, 2L * i, ended));
    }
    return placed;
  }

  /** The index of the first event behind one that began after a time. */
  private static int firstAfter(List<Timed> all, int from, long time) {
    int low = from + 1;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (all.get(middle).time > time) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}

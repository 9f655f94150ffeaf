package ipcsh.observe;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * When calls had ended. strace measures a duration from a moment after the printed time, when it
 * has looked at the arguments; so the sum may be too early, and what was received before it was
 * sent. The next call of the thread is a bound.
 */
public final class CallEnds {
  /** How long strace may look at arguments, in nanoseconds. */
  private static final long UNMEASURED = 50_000_000;

  private CallEnds() {}

  /**
   * The latest times at which calls may have ended, in nanoseconds since the epoch.
   *
   * @param calls those of one strace, in the order of their beginnings
   */
  public static Map<ObservedCall, Long> of(List<ObservedCall> calls) {
    Map<ObservedCall, Long> ends = new HashMap<>();
    Map<ObservedThread, Long> next = new HashMap<>();
    for (int i = calls.size() - 1; i >= 0; i--) {
      ObservedCall call = calls.get(i);
      long latest = call.ended() + UNMEASURED;
      ends.put(call, Math.min(latest, next.getOrDefault(call.thread(), latest)));
      next.put(call.thread(), call.began() - 1);
    }
    return ends;
  }
}

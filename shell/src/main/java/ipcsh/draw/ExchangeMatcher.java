package ipcsh.draw;

import ipcsh.inspect.Exchange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;

/**
 * Pairs receives with sends: by the objects if their connection is known, otherwise by the
 * addresses. Messages with boundaries are paired one to one, stream data by the number of bytes.
 */
final class ExchangeMatcher {
  private final List<ChartExchange> given = new LinkedList<>();
  private final Map<ChartExchange, Long> left = new HashMap<>();

  private ExchangeMatcher() {}

  /** Pairs the steps, which are sorted by time. */
  static void of(List<ChartExchange> steps) {
    ExchangeMatcher meeting = new ExchangeMatcher();
    for (ChartExchange step : steps) {
      if (step.gives()) {
        meeting.given.add(step);
        meeting.left.put(step, step.exchange().bytes());
      } else {
        meeting.take(step);
      }
    }
  }

  private void take(ChartExchange step) {
    Exchange taken = step.exchange();
    List<ChartExchange> candidates = new ArrayList<>();
    for (ChartExchange each : given) {
      if (meet(each.exchange(), taken)) {
        candidates.add(each);
      }
    }
    if (candidates.isEmpty()) {
      return;
    }
    if (taken.connects()) {
      join(candidates.get(0), step);
    } else if (taken.keepsBoundaries()) {
      join(
          candidates.stream()
              .filter(each -> sameData(each.exchange(), taken))
              .findFirst()
              .orElse(candidates.get(0)),
          step);
    } else {
      takeBytes(candidates, step);
    }
  }

  private void join(ChartExchange giver, ChartExchange taker) {
    giver.meets(taker);
    given.remove(giver);
  }

  private void takeBytes(List<ChartExchange> candidates, ChartExchange step) {
    long wanted = Math.min(step.exchange().bytes(), step.exchange().room());
    for (ChartExchange each : candidates) {
      if (wanted == 0) {
        return;
      }
      long some = Math.min(wanted, left.get(each));
      if (some > 0) {
        each.meets(step);
        wanted -= some;
        left.put(each, left.get(each) - some);
      }
      if (left.get(each) == 0) {
        given.remove(each);
      }
    }
  }

  /** Whether what was sent can be what was received. */
  private static boolean meet(Exchange giver, Exchange taker) {
    if (giver.connects() != taker.connects() || !giver.through().equals(taker.through())) {
      return false;
    }
    if (giver.isCall()) {
      return false;
    }
    if (giver.isPacket()
        || giver.through().equals("pipe")
        || giver.through().equals("fifo")
        || giver.isQueue()) {
      return giver.isThroughSame(taker);
    }
    if (taker.object().equals(giver.peer()) || giver.object().equals(taker.peer())) {
      return true;
    }
    boolean known = giver.peer() != null || taker.peer() != null && taker.keepsBoundaries();
    return !known
        && same(giver.peerName(), taker.name())
        && (giver.name() == null
            || taker.peerName() == null
            || same(taker.peerName(), giver.name()));
  }

  /** Whether two addresses can be the same: the wildcard address matches any host. */
  private static boolean same(String one, String other) {
    if (one == null || other == null || one.equals(other)) {
      return one != null && other != null;
    }
    int host = one.lastIndexOf(':');
    int otherHost = other.lastIndexOf(':');
    return host > 0
        && otherHost > 0
        && one.substring(host).equals(other.substring(otherHost))
        && (isAny(one.substring(0, host)) || isAny(other.substring(0, otherHost)));
  }

  private static boolean isAny(String host) {
    return host.equals("0.0.0.0") || host.equals("[::]") || host.equals("::") || host.equals("*");
  }

  private static boolean sameData(Exchange giver, Exchange taker) {
    int common = Math.min(giver.data().length(), taker.data().length()) - 1;
    return giver.bytes() == taker.bytes() && giver.data().regionMatches(0, taker.data(), 0, common);
  }
}

package ipcsh.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The space between two columns, in which lines turn: which vertical track each net takes. A net
 * joins ends at the left with ends at the right; it comes in at a row, turns once into its track
 * and leaves it at another row. Two nets are in one track only where they share no row, and where
 * one ends at the left in the row in which another one ends at the right, the first turns before
 * the second one does, so that lines cross but never lie upon each other.
 */
final class Channel {
  /** What is joined: the rows of its ends at either side. */
  record Net(int[] left, int[] right) {
    int top() {
      return Math.min(
          Arrays.stream(left).min().orElse(MAX), Arrays.stream(right).min().orElse(MAX));
    }

    int bottom() {
      return Math.max(Arrays.stream(left).max().orElse(-1), Arrays.stream(right).max().orElse(-1));
    }

    /** Whether it turns nowhere. */
    boolean isStraight() {
      return top() == bottom();
    }

    private boolean meets(Net other) {
      return top() <= other.bottom() && other.top() <= bottom();
    }

    /** How many ends at the left are in rows that a track of the other one's length passes. */
    private int leftWithin(Net other) {
      return within(left, other);
    }

    private int rightWithin(Net other) {
      return within(right, other);
    }

    private static int within(int[] rows, Net other) {
      int count = 0;
      for (int row : rows) {
        count += row >= other.top() && row <= other.bottom() ? 1 : 0;
      }
      return count;
    }
  }

  private static final int MAX = Integer.MAX_VALUE;

  /** A net that has no track. */
  static final int NONE = -1;

  private final List<Net> nets;
  private final int[] track;
  private int tracks;
  private int stuck = NONE;
  private boolean isBroken;

  /**
   * Finds the tracks.
   *
   * @param limit how many there is room for; nets for which none is left have none
   * @param breaks whether a net that is stuck has none either
   */
  Channel(List<Net> nets, int limit, boolean breaks) {
    this.nets = nets;
    this.track = new int[nets.size()];
    Arrays.fill(track, NONE);
    List<Integer> turning = new ArrayList<>();
    for (int i = 0; i < nets.size(); i++) {
      if (!nets.get(i).isStraight()) {
        turning.add(i);
      }
    }
    dropLongest(turning, limit);
    assign(turning, limit, breaks);
  }

  /** The track of a net, from the left; {@link #NONE} for one that is straight or has no room. */
  int track(int net) {
    return track[net];
  }

  /** How many tracks are in use. */
  int tracks() {
    return tracks;
  }

  /** A net whose ends at the right have to move to other rows, or {@link #NONE}. */
  int stuck() {
    return stuck;
  }

  /** Whether there is a net that has no track for another reason than the room. */
  boolean isBroken() {
    return isBroken;
  }

  /** Takes out nets, long ones first, until no row is passed by more than there is room for. */
  private void dropLongest(List<Integer> turning, int limit) {
    while (turning.size() > limit) {
      int[] crowded = crowded(turning);
      if (crowded.length <= limit) {
        return;
      }
      Integer longest =
          Arrays.stream(crowded)
              .boxed()
              .max((a, b) -> Integer.compare(length(a), length(b)))
              .orElseThrow();
      turning.remove(longest);
    }
  }

  private int length(int net) {
    return nets.get(net).bottom() - nets.get(net).top();
  }

  /** The nets that pass the row that most of them pass. */
  private int[] crowded(List<Integer> turning) {
    int[] most = {};
    for (int candidate : turning) {
      int row = nets.get(candidate).top();
      int[] here =
          turning.stream()
              .mapToInt(i -> i)
              .filter(i -> nets.get(i).top() <= row && nets.get(i).bottom() >= row)
              .toArray();
      most = here.length > most.length ? here : most;
    }
    return most;
  }

  private void assign(List<Integer> turning, int limit, boolean breaks) {
    List<Integer> left = new ArrayList<>(turning);
    while (!left.isEmpty()) {
      List<Integer> free = left.stream().filter(net -> isFirst(net, left)).toList();
      if (free.isEmpty()) {
        int net = inCircle(left);
        if (!breaks) {
          stuck = net;
          return;
        }
        left.remove(Integer.valueOf(net));
        isBroken = true;
        continue;
      }
      if (tracks == limit) {
        return;
      }
      List<Integer> here = new ArrayList<>();
      List<Integer> byCost = new ArrayList<>(free);
      int[] costs = new int[nets.size()];
      free.forEach(net -> costs[net] = cost(net, left));
      byCost.sort((a, b) -> Integer.compare(costs[a], costs[b]));
      for (int net : byCost) {
        if (here.stream().noneMatch(other -> nets.get(other).meets(nets.get(net)))) {
          here.add(net);
          track[net] = tracks;
        }
      }
      left.removeAll(here);
      tracks++;
    }
  }

  /** Whether none of those that are left must turn before it. */
  private boolean isFirst(int net, List<Integer> left) {
    return before(net, left) == NONE;
  }

  /** One that must turn before it: that ends at the left where it ends at the right. */
  private int before(int net, List<Integer> left) {
    BitSet rows = new BitSet();
    Arrays.stream(nets.get(net).right).forEach(rows::set);
    for (int other : left) {
      if (other != net && Arrays.stream(nets.get(other).left).anyMatch(rows::get)) {
        return other;
      }
    }
    return NONE;
  }

  /** One of those each of which must turn before the next one. */
  private int inCircle(List<Integer> left) {
    int net = left.get(0);
    for (int i = 0; i < left.size(); i++) {
      net = before(net, left);
    }
    return net;
  }

  /** How many crossings more there are if it turns before those that are left than after them. */
  private int cost(int net, List<Integer> left) {
    int cost = 0;
    Net one = nets.get(net);
    for (int i : left) {
      Net other = nets.get(i);
      if (i != net && one.meets(other)) {
        cost += other.leftWithin(one) + one.rightWithin(other);
        cost -= one.leftWithin(other) + other.rightWithin(one);
      }
    }
    return cost;
  }
}

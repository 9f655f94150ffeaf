package ipcsh.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The space between two columns, in which lines turn: which vertical track each net takes. A net
 * joins ends at the left with ends at the right; it comes in at a row, turns once into its track
 * and leaves it at another row. Two nets are in one track only where they share no row, and where
 * one ends at the left in the row in which another one ends at the right, the first turns before
 * the second one does, so that lines cross but never lie upon each other.
 */
final class RoutingChannel {
  /** What is joined: the rows of its ends at either side. */
  record Net(int[] left, int[] right) {
    int top() {
      return Math.min(
          Arrays.stream(left).min().orElse(MAX), Arrays.stream(right).min().orElse(MAX));
    }

    int bottom() {
      return Math.max(Arrays.stream(left).max().orElse(-1), Arrays.stream(right).max().orElse(-1));
    }
  }

  private static final int MAX = Integer.MAX_VALUE;

  /** A net that has no track. */
  static final int NONE = -1;

  private final List<Net> nets;
  private final int[] top;
  private final int[] bottom;
  private final int rows;
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
  RoutingChannel(List<Net> nets, int limit, boolean breaks) {
    this.nets = nets;
    this.top = nets.stream().mapToInt(Net::top).toArray();
    this.bottom = nets.stream().mapToInt(Net::bottom).toArray();
    this.rows = Arrays.stream(bottom).max().orElse(0) + 1;
    this.track = new int[nets.size()];
    Arrays.fill(track, NONE);
    List<Integer> turning = new ArrayList<>();
    for (int i = 0; i < nets.size(); i++) {
      if (top[i] < bottom[i]) {
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
    if (turning.size() <= limit) {
      return;
    }
    int[] passed = new int[rows];
    for (int net : turning) {
      pass(passed, net, 1);
    }
    while (turning.size() > limit) {
      int row = mostPassed(turning, passed);
      if (passed[row] <= limit) {
        return;
      }
      int longest = NONE;
      for (int net : turning) {
        boolean isThere = top[net] <= row && row <= bottom[net];
        if (isThere && (longest == NONE || length(net) > length(longest))) {
          longest = net;
        }
      }
      turning.remove(Integer.valueOf(longest));
      pass(passed, longest, -1);
    }
  }

  private void pass(int[] passed, int net, int by) {
    for (int row = top[net]; row <= bottom[net]; row++) {
      passed[row] += by;
    }
  }

  /** The row that most nets pass; it is one in which a net begins. */
  private int mostPassed(List<Integer> turning, int[] passed) {
    int most = top[turning.get(0)];
    for (int net : turning) {
      most = passed[top[net]] > passed[most] ? top[net] : most;
    }
    return most;
  }

  private int length(int net) {
    return bottom[net] - top[net];
  }

  private void assign(List<Integer> turning, int limit, boolean breaks) {
    Unplaced left = new Unplaced(turning);
    while (!left.isEmpty()) {
      List<Integer> free = left.free();
      if (free.isEmpty()) {
        int net = left.inCircle();
        if (!breaks) {
          stuck = net;
          return;
        }
        left.remove(net);
        isBroken = true;
        continue;
      }
      if (tracks == limit) {
        return;
      }
      int[] costs = new int[nets.size()];
      free.forEach(net -> costs[net] = left.cost(net));
      free.sort(Comparator.comparingInt(net -> costs[net]));
      BitSet taken = new BitSet(rows);
      List<Integer> here = new ArrayList<>();
      for (int net : free) {
        int next = taken.nextSetBit(top[net]);
        if (next < 0 || next > bottom[net]) {
          taken.set(top[net], bottom[net] + 1);
          track[net] = tracks;
          here.add(net);
        }
      }
      here.forEach(left::remove);
      tracks++;
    }
  }

  /**
   * The nets that have no track yet: which of them may turn next, and how many crossings that
   * makes. Their ends and the rows that they pass are kept as sums, so that neither question walks
   * through all of them.
   */
  private final class Unplaced {
    private final BitSet those = new BitSet(nets.size());
    private final BitSet[] leftIn = new BitSet[rows];
    private final FenwickTree leftEnds = new FenwickTree(rows);
    private final FenwickTree rightEnds = new FenwickTree(rows);
    private final FenwickTree begins = new FenwickTree(rows);
    private final FenwickTree endsBefore = new FenwickTree(rows + 1);

    Unplaced(List<Integer> turning) {
      turning.forEach(those::set);
      turning.forEach(net -> count(net, 1));
    }

    boolean isEmpty() {
      return those.isEmpty();
    }

    void remove(int net) {
      those.clear(net);
      count(net, -1);
    }

    private void count(int net, int by) {
      for (int row : nets.get(net).left) {
        leftEnds.add(row, by);
        if (leftIn[row] == null) {
          leftIn[row] = new BitSet();
        }
        leftIn[row].set(net, by > 0);
      }
      for (int row : nets.get(net).right) {
        rightEnds.add(row, by);
      }
      begins.add(top[net], by);
      endsBefore.add(bottom[net] + 1, by);
    }

    /** Those before which none of the others must turn. */
    List<Integer> free() {
      return new ArrayList<>(those.stream().filter(net -> before(net) == NONE).boxed().toList());
    }

    /** The first that must turn before it: that ends at the left where it ends at the right. */
    private int before(int net) {
      int first = NONE;
      for (int row : nets.get(net).right) {
        if (leftIn[row] != null) {
          int other = leftIn[row].nextSetBit(0);
          other = other == net ? leftIn[row].nextSetBit(net + 1) : other;
          first = other >= 0 && (first == NONE || other < first) ? other : first;
        }
      }
      return first;
    }

    /** One of those each of which must turn before the next one. */
    int inCircle() {
      int net = those.nextSetBit(0);
      for (int i = those.cardinality(); i > 0; i--) {
        net = before(net);
      }
      return net;
    }

    /** How many crossings more there are if it turns before the others than after them. */
    int cost(int net) {
      Net one = nets.get(net);
      int cost = within(leftEnds, net) - one.left.length;
      cost -= within(rightEnds, net) - one.right.length;
      for (int row : one.right) {
        cost += passing(row) - 1;
      }
      for (int row : one.left) {
        cost -= passing(row) - 1;
      }
      return cost;
    }

    private int within(FenwickTree ends, int net) {
      return ends.upTo(bottom[net]) - ends.upTo(top[net] - 1);
    }

    /** How many pass a row. */
    private int passing(int row) {
      return begins.upTo(row) - endsBefore.upTo(row);
    }
  }
}

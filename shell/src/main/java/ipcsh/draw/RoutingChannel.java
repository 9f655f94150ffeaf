package ipcsh.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * The space between two columns, in which lines turn: which vertical track each net takes. A net
 * connects ends at the left with ends at the right; it enters at a row, turns once into its track
 * and leaves it at another row. Two nets share a track only if they share no row; and if one has a
 * left end in the row in which another has a right end, the first turns before the second, so that
 * lines cross but never overlap.
 */
final class RoutingChannel {
  /** A set of connected ends: their rows on both sides. */
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

  /** The value for a net without a track. */
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
   * Assigns the tracks.
   *
   * @param limit the maximum number of tracks; nets for which none is left get none
   * @param breaks whether nets in a cycle of constraints get none either
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

  /**
   * The track of a net, counted from the left; {@link #NONE} for one that is straight or did not
   * fit.
   */
  int track(int net) {
    return track[net];
  }

  /** The number of tracks in use. */
  int tracks() {
    return tracks;
  }

  /** A net whose right ends must be moved to other rows, or {@link #NONE}. */
  int stuck() {
    return stuck;
  }

  /** Whether a net has no track because of a cycle of constraints. */
  boolean isBroken() {
    return isBroken;
  }

  /** Removes nets, long ones first, until no row is crossed by more nets than the limit. */
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

  /** The row that is crossed by the most nets; always one in which a net begins. */
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
   * The nets without a track: which of them may turn next, and how many crossings that causes. Ends
   * and crossed rows are kept as prefix sums, so that both can be answered without visiting all
   * nets.
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

    /** Nets that need not turn after any of the others. */
    List<Integer> free() {
      return new ArrayList<>(those.stream().filter(net -> before(net) == NONE).boxed().toList());
    }

    /**
     * The first net that must turn before this one: it has a left end in a row in which this one
     * has a right end.
     */
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

    /** A net in a cycle of constraints. */
    int inCircle() {
      int net = those.nextSetBit(0);
      for (int i = those.cardinality(); i > 0; i--) {
        net = before(net);
      }
      return net;
    }

    /** The number of crossings added if it turns before the others instead of after them. */
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

    /** The number of nets that cross a row. */
    private int passing(int row) {
      return begins.upTo(row) - endsBefore.upTo(row);
    }
  }
}

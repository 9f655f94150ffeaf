package ipcsh.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The longest sequence of pairs in which both numbers increase: lines that do not cross and can all
 * be straight.
 */
final class IncreasingSubsequence {
  private IncreasingSubsequence() {}

  /** The pairs in order; of several longest sequences the one with the smallest second numbers. */
  static List<int[]> longest(List<int[]> pairs) {
    int[][] sorted = pairs.toArray(new int[0][]);
    Arrays.sort(
        sorted,
        Comparator.<int[]>comparingInt(pair -> pair[0])
            .thenComparing(pair -> pair[1], Comparator.reverseOrder()));
    int[] before = new int[sorted.length];
    List<Integer> ends = new ArrayList<>();
    for (int i = 0; i < sorted.length; i++) {
      int length = shorter(ends, sorted, sorted[i][1]);
      before[i] = length == 0 ? -1 : ends.get(length - 1);
      if (length == ends.size()) {
        ends.add(i);
      } else {
        ends.set(length, i);
      }
    }
    List<int[]> chain = new ArrayList<>();
    for (int i = ends.isEmpty() ? -1 : ends.get(ends.size() - 1); i >= 0; i = before[i]) {
      chain.add(sorted[i]);
    }
    Collections.reverse(chain);
    return chain;
  }

  /** The length of the longest sequence that this number can extend. */
  private static int shorter(List<Integer> ends, int[][] sorted, int number) {
    int low = 0;
    int high = ends.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (sorted[ends.get(middle)][1] < number) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

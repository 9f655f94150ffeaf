package ipcsh.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Orders open file descriptions and objects so that few lines cross. Starts with the order of the
 * rows, which is the most stable one when something is added or removed, and deviates from it only
 * where barycentres reduce the crossings.
 */
final class CrossingReduction {
  private static final int SWEEPS = 4;

  /** The number of additional crossings that is accepted to keep the previous order. */
  private static final int MORE = 2;

  private final int rows;
  private final List<List<Integer>> holders;
  private final int[] objectOf;
  private List<Integer> files;
  private List<Integer> objects;

  /**
   * Computes the orders.
   *
   * @param rows the number of rows
   * @param holders for each open file description the rows that refer to it
   * @param objectOf for each open file description its object
   */
  CrossingReduction(int rows, List<List<Integer>> holders, int[] objectOf, int objectCount) {
    this.rows = rows;
    this.holders = holders;
    this.objectOf = objectOf;
    this.files = new ArrayList<>();
    this.objects = new ArrayList<>();
    for (int i = 0; i < objectOf.length; i++) {
      files.add(i);
    }
    for (int i = 0; i < objectCount; i++) {
      objects.add(i);
    }
    improve();
  }

  /** Open file descriptions in order. */
  List<Integer> files() {
    return files;
  }

  /** Objects in order. */
  List<Integer> objects() {
    return objects;
  }

  /**
   * Keeps the previous order if that adds few crossings; new elements are placed after their
   * predecessors in the computed order.
   *
   * @param fileRanks for each open file description its previous position, -1 for a new one
   * @param objectRanks the same for the objects
   */
  void keep(int[] fileRanks, int[] objectRanks) {
    List<Integer> bestFiles = files;
    List<Integer> bestObjects = objects;
    int best = count();
    files = kept(files, fileRanks);
    objects = kept(objects, objectRanks);
    if (count() > best + best / 2 + MORE) {
      files = bestFiles;
      objects = bestObjects;
    }
  }

  private static List<Integer> kept(List<Integer> order, int[] ranks) {
    List<Integer> kept =
        new ArrayList<>(
            order.stream()
                .filter(i -> ranks[i] >= 0)
                .sorted(Comparator.comparingInt(i -> ranks[i]))
                .toList());
    for (int i = 0; i < order.size(); i++) {
      if (ranks[order.get(i)] < 0) {
        kept.add(i == 0 ? 0 : kept.indexOf(order.get(i - 1)) + 1, order.get(i));
      }
    }
    return kept;
  }

  private void improve() {
    List<Integer> bestFiles = files;
    List<Integer> bestObjects = objects;
    int best = count();
    for (int sweep = 0; sweep < SWEEPS && best > 0; sweep++) {
      double[] row = new double[objectOf.length];
      for (int i = 0; i < row.length; i++) {
        row[i] = holders.get(i).stream().mapToInt(r -> r).average().orElse(0);
      }
      int[] objectAt = places(objects);
      double[] between = new double[row.length];
      for (int i = 0; i < row.length; i++) {
        double there = (double) objectAt[objectOf[i]] / objects.size() * rows;
        between[i] = sweep % 2 == 0 ? row[i] : (row[i] + there) / 2;
      }
      files = sorted(files, between);
      objects = sorted(objects, centres(places(files)));
      int now = count();
      if (now < best) {
        best = now;
        bestFiles = files;
        bestObjects = objects;
      }
    }
    files = bestFiles;
    objects = bestObjects;
  }

  private static List<Integer> sorted(List<Integer> all, double[] by) {
    List<Integer> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparingDouble(i -> by[i]));
    return sorted;
  }

  /** For each object the barycentre of its open file descriptions. */
  private double[] centres(int[] fileAt) {
    double[] sum = new double[objects.size()];
    int[] number = new int[sum.length];
    for (int i = 0; i < objectOf.length; i++) {
      sum[objectOf[i]] += fileAt[i];
      number[objectOf[i]]++;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= number[i];
    }
    return sum;
  }

  private static int[] places(List<Integer> order) {
    int[] places = new int[order.size()];
    for (int i = 0; i < places.length; i++) {
      places[order.get(i)] = i;
    }
    return places;
  }

  private int count() {
    int[] fileAt = places(files);
    int[] objectAt = places(objects);
    List<int[]> left = new ArrayList<>();
    List<int[]> right = new ArrayList<>();
    for (int i = 0; i < objectOf.length; i++) {
      for (int row : holders.get(i)) {
        left.add(new int[] {row, fileAt[i]});
      }
      right.add(new int[] {fileAt[i], objectAt[objectOf[i]]});
    }
    return crossings(left) + crossings(right);
  }

  /** The number of pairs that are ordered differently on the two sides. */
  static int crossings(List<int[]> lines) {
    int[][] sorted = lines.toArray(new int[0][]);
    Arrays.sort(sorted, Comparator.<int[]>comparingInt(l -> l[0]).thenComparingInt(l -> l[1]));
    FenwickTree before =
        new FenwickTree(Arrays.stream(sorted).mapToInt(l -> l[1]).max().orElse(0) + 1);
    int count = 0;
    for (int i = 0; i < sorted.length; i++) {
      // lines with the same start are sorted by their ends, and do not cross
      count += i - before.upTo(sorted[i][1]);
      before.add(sorted[i][1], 1);
    }
    return count;
  }
}

package ipcsh.draw;

/** Numbers by index, with fast prefix sums (a Fenwick tree). */
final class FenwickTree {
  private final int[] tree;

  FenwickTree(int places) {
    tree = new int[places + 1];
  }

  void add(int place, int by) {
    for (int i = place + 1; i < tree.length; i += i & -i) {
      tree[i] += by;
    }
  }

  /** The sum of the numbers up to and including this index. */
  int upTo(int place) {
    int sum = 0;
    for (int i = place + 1; i > 0; i -= i & -i) {
      sum += tree[i];
    }
    return sum;
  }
}

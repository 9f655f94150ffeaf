package ipcsh.stage;

import java.util.ArrayList;
import java.util.List;

/**
 * The layout of the screen. From the top: the title, the columns, each below a header, a rule, the
 * narration, the keys. Columns are side by side as long as each is wide enough, otherwise in
 * several tiers.
 *
 * @param columns the areas of the columns, headers included, in order
 * @param tiers the row of each tier's header
 * @param rule the row of the rule above the narration
 * @param narration the number of rows of the narration
 */
record ScreenLayout(List<Box> columns, List<Integer> tiers, int rule, int narration) {
  /** The minimum width of a column, including the separator. */
  private static final int LEAST = 40;

  /** From this height on there is always space for some narration. */
  private static final int TALL = 16;

  private static final int NARRATION = 2;

  /** An area of the screen; its first row is the header, its first column is blank. */
  record Box(int tier, int top, int left, int width, int height) {
    int end() {
      return left + width;
    }
  }

  /** Divides the screen between this many columns and a narration of this preferred height. */
  static ScreenLayout of(int width, int height, int columns, int narrationWanted) {
    int narration =
        Math.max(
            0,
            Math.min(
                Math.max(narrationWanted, height >= TALL ? NARRATION : 0),
                columns == 0 ? height - 4 : height / 2 - 2));
    int rule = height - 2 - narration;
    List<Box> boxes = new ArrayList<>();
    List<Integer> tops = new ArrayList<>();
    if (columns > 0) {
      int most = Math.max(1, (width + 1) / LEAST);
      int tiers = (columns + most - 1) / most;
      int room = Math.max(0, rule - 1);
      int placed = 0;
      for (int tier = 0; tier < tiers; tier++) {
        int top = 1 + room * tier / tiers;
        int end = 1 + room * (tier + 1) / tiers;
        tops.add(top);
        int here = (columns - placed + tiers - tier - 1) / (tiers - tier);
        placed += here;
        for (int i = 0; i < here; i++) {
          int left = (width + 1) * i / here;
          int right = (width + 1) * (i + 1) / here - 1;
          boxes.add(new Box(tier, top, left, right - left, end - top));
        }
      }
    }
    return new ScreenLayout(boxes, tops, rule, narration);
  }
}

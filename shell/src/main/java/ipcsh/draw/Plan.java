package ipcsh.draw;

import java.util.List;

/**
 * Where everything is, in places of a text: columns from the left, lines from the top.
 *
 * @param headings what stands above the columns and below them
 * @param references the names of lines for which there is no room
 */
record Plan(
    int width,
    int height,
    List<Label> headings,
    List<Box> boxes,
    List<Wire> wires,
    List<Label> references) {
  /** A text by itself. */
  record Label(int x, int y, String text, ColorRole tone) {}

  /**
   * A box.
   *
   * @param x its left border
   * @param y its top border
   * @param width with both borders
   * @param height with both borders
   * @param title in the top border, or null
   * @param rows what stands in it
   */
  record Box(int x, int y, int width, int height, String title, ColorRole tone, List<Row> rows) {
    int right() {
      return x + width - 1;
    }

    int bottom() {
      return y + height - 1;
    }

    /** The title; without the number of the process where there is no room for it. */
    String fittingTitle() {
      int room = width - 6;
      boolean isTooLong = Glyph.width(title) > room;
      return Glyph.fit(isTooLong ? title.replaceFirst(" \\d+$", "") : title, room);
    }

    /** How wide a text in it may be. */
    int room() {
      return width - 4;
    }
  }

  /** A line of a box: texts, one behind the other. */
  record Row(int y, List<BoxRow> entries) {}

  /**
   * Ends that are joined.
   *
   * @param trunk the column in which they meet; -1 where all are in one line
   */
  record Wire(ColorRole tone, int trunk, List<End> ends) {}

  /**
   * An end of a line.
   *
   * @param x the place beside the border of its box
   * @param isLeft whether the box is at its left
   * @param isArrow whether it points at the box
   */
  record End(int x, int y, boolean isLeft, boolean isArrow) {}
}

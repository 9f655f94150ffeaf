package ipcsh.draw;

import java.util.List;

/**
 * The positions of all elements, in character cells: columns from the left, lines from the top.
 *
 * @param headings the texts above and below the columns
 * @param references the labels of lines that are not drawn
 */
record Plan(
    int width,
    int height,
    List<Label> headings,
    List<Box> boxes,
    List<Wire> wires,
    List<Label> references) {
  /** A single text. */
  record Label(int x, int y, String text, ColorRole tone) {}

  /**
   * A box.
   *
   * @param x its left border
   * @param y its top border
   * @param width with both borders
   * @param height with both borders
   * @param title the text in the top border, or null
   * @param rows its contents
   */
  record Box(int x, int y, int width, int height, String title, ColorRole tone, List<Row> rows) {
    int right() {
      return x + width - 1;
    }

    int bottom() {
      return y + height - 1;
    }

    /**
     * The title; if it does not fit, without the process ID that tells apart those of one name
     * only.
     */
    String fittingTitle(List<Box> all) {
      int room = width - 6;
      if (Glyph.width(title) <= room) {
        return title;
      }
      String name = name();
      boolean isAlone =
          all.stream().filter(each -> each.title != null && each.name().equals(name)).count() == 1;
      return isAlone ? Glyph.fit(name, room) : Glyph.fitName(title, room);
    }

    private String name() {
      return title.replaceFirst(" \\d+$", "");
    }

    /** The maximum width of a text in it. */
    int room() {
      return width - 4;
    }
  }

  /** A line of a box: texts, one after the other. */
  record Row(int y, List<BoxRow> entries) {}

  /**
   * Connected ends.
   *
   * @param trunk the column in which they meet; -1 if all are in one line
   */
  record Wire(ColorRole tone, int trunk, List<End> ends) {}

  /**
   * An end of a connection.
   *
   * @param x the column next to the border of its box
   * @param isLeft whether the box is to the left
   * @param isArrow whether it points at the box
   */
  record End(int x, int y, boolean isLeft, boolean isArrow) {}
}

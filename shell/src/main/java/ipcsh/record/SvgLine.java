package ipcsh.record;

import ipcsh.draw.Markup;
import java.util.List;
import java.util.Map;

/** Draws one line of the screen: first the background, then the text in pieces. */
final class SvgLine {
  private static final double ADVANCE = SvgPicture.ADVANCE;
  private static final int BASELINE = 14;

  private final List<ScreenCell> cells;
  private final Map<String, Integer> colours;

  /** {@code colours} receives the palette and RGB colours that are used. */
  SvgLine(ScreenLine line, Map<String, Integer> colours) {
    this.cells = line.cells();
    this.colours = colours;
  }

  void draw(StringBuilder out) {
    for (int i = 0; i < cells.size(); ) {
      int end = endOfBackground(i);
      String fill = background(cells.get(i).style());
      if (fill != null) {
        out.append("<rect x=\"").append(x(i)).append("\" width=\"").append(x(end - i));
        out.append("\" height=\"").append(SvgPicture.STEP).append("\" class=\"");
        out.append(fill).append("\"/>");
      }
      i = end;
    }
    for (int i = 0; i < cells.size(); ) {
      int end = endOfPiece(i);
      piece(i, end, out);
      i = end;
    }
  }

  private static String x(int column) {
    return SvgPicture.number(column * ADVANCE);
  }

  private int endOfBackground(int from) {
    int end = from + 1;
    String fill = background(cells.get(from).style());
    while (end < cells.size()
        && String.valueOf(fill).equals(String.valueOf(background(cells.get(end).style())))) {
      end++;
    }
    return end;
  }

  /**
   * The end of a piece: a wide character is a piece of its own, and so is each box-drawing
   * character, which is drawn as a shape.
   */
  private int endOfPiece(int from) {
    ScreenCell first = cells.get(from);
    if (first.wide() || BoxDrawing.draws(first.text())) {
      return from + (first.wide() ? 2 : 1);
    }
    int end = from + 1;
    while (end < cells.size()
        && cells.get(end).style().equals(first.style())
        && !cells.get(end).wide()
        && !BoxDrawing.draws(cells.get(end).text())) {
      end++;
    }
    return end;
  }

  private void piece(int from, int end, StringBuilder out) {
    ScreenCell first = cells.get(from);
    CellStyle style = first.style();
    if (style.has(CellStyle.HIDDEN)) {
      return;
    }
    if (BoxDrawing.draws(first.text())) {
      out.append("<path class=\"").append(classes(style)).append("\" d=\"");
      out.append(BoxDrawing.path(first.text(), from * ADVANCE)).append("\"/>");
      return;
    }
    boolean marked = style.has(CellStyle.UNDERLINE) || style.has(CellStyle.STRUCK);
    for (int i = from; i < end; ) {
      int stop = marked ? end : endOfWords(i, end);
      words(i, stop, out);
      i = stop;
    }
  }

  /**
   * The end of words separated by single blanks: multiple blanks, and leading and trailing ones,
   * are left out of the text, since not all SVG renderers preserve them.
   */
  private int endOfWords(int from, int end) {
    int i = from;
    while (i < end && isBlank(i)) {
      i++;
    }
    if (i > from) {
      return i;
    }
    while (i < end && !(isBlank(i) && (i + 1 == end || isBlank(i + 1)))) {
      i++;
    }
    return i;
  }

  private boolean isBlank(int at) {
    return cells.get(at).text().equals(" ");
  }

  private void words(int from, int end, StringBuilder out) {
    CellStyle style = cells.get(from).style();
    boolean marked = style.has(CellStyle.UNDERLINE) || style.has(CellStyle.STRUCK);
    if (isBlank(from) && !marked) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (ScreenCell cell : cells.subList(from, Math.min(end, cells.size()))) {
      text.append(marked ? cell.text().replace(' ', '\u00a0') : cell.text());
    }
    out.append("<text x=\"").append(x(from)).append("\" y=\"").append(BASELINE);
    out.append("\" textLength=\"").append(x(end - from)).append("\" class=\"");
    out.append(classes(style)).append("\">").append(Markup.escape(text.toString()));
    out.append("</text>");
  }

  private String classes(CellStyle style) {
    StringBuilder classes = new StringBuilder(foreground(style));
    if (style.has(CellStyle.BOLD)) {
      classes.append(" b");
    }
    if (style.has(CellStyle.FAINT)) {
      classes.append(" d");
    }
    if (style.has(CellStyle.ITALIC)) {
      classes.append(" i");
    }
    boolean under = style.has(CellStyle.UNDERLINE);
    boolean struck = style.has(CellStyle.STRUCK);
    if (under || struck) {
      classes.append(' ').append(under ? "u" : "").append(struck ? "s" : "");
    }
    return classes.toString();
  }

  private String foreground(CellStyle style) {
    boolean inverse = style.has(CellStyle.INVERSE);
    int colour = inverse ? style.background() : style.foreground();
    return colour == CellStyle.DEFAULT ? (inverse ? "p" : "f") : used(colour);
  }

  /** The CSS class of the background, null if it is the default. */
  private String background(CellStyle style) {
    boolean inverse = style.has(CellStyle.INVERSE);
    int colour = inverse ? style.foreground() : style.background();
    return colour == CellStyle.DEFAULT ? (inverse ? "f" : null) : used(colour);
  }

  private String used(int colour) {
    String name = SvgPicture.className(colour);
    colours.put(name, colour);
    return name;
  }
}

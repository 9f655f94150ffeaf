package ipcsh.command;

import org.jline.utils.WCWidth;

/**
 * Names of files and sockets, which may be any bytes, as they can be shown on a line of a terminal.
 */
final class Shown {
  private static final String CUT = "…";

  private Shown() {}

  /** On one line, with nothing in it that a terminal would obey: {@code \n}, {@code \x1b}. */
  static String line(String text) {
    StringBuilder out = null;
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(one)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      boolean plain = pair || !Character.isISOControl(one) && !Character.isSurrogate(one);
      if (!plain && out == null) {
        out = new StringBuilder(text.substring(0, i));
      }
      if (out != null) {
        out.append(plain ? String.valueOf(one) : escaped(one));
      }
      if (pair) {
        i++;
        if (out != null) {
          out.append(text.charAt(i));
        }
      }
    }
    return out == null ? text : out.toString();
  }

  /** A lone surrogate stands for a byte that is no UTF-8. */
  private static String escaped(char one) {
    return switch (one) {
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\r' -> "\\r";
      default -> String.format("\\x%02x", one & 0xff);
    };
  }

  /** How many columns of a terminal a text takes. */
  static int width(String text) {
    return text.codePoints().map(Shown::width).sum();
  }

  private static int width(int point) {
    return Math.max(0, WCWidth.wcwidth(point));
  }

  /** The text, or its beginning and its end where it takes more columns. */
  static String cut(String text, int columns) {
    if (text.length() <= columns && width(text) <= columns) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    int room = columns - 1;
    int first = 0;
    int used = 0;
    while (first < points.length && used + width(points[first]) <= (room + 1) / 2) {
      used += width(points[first++]);
    }
    int last = points.length;
    while (last > first && used + width(points[last - 1]) <= room) {
      used += width(points[--last]);
    }
    return new String(points, 0, first) + CUT + new String(points, last, points.length - last);
  }
}

package ipcsh.command;

/**
 * Names of files and sockets, which may be any bytes, as they can be shown on a line of a terminal.
 */
final class Shown {
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
}

package ipcsh.draw;

import ipcsh.sys.text.EscapedText;

/** Escapes text for XML and HTML. */
public final class Markup {
  private Markup() {}

  /**
   * Text as element content or attribute value; characters that XML forbids, that are invisible, or
   * that change the writing direction become U+FFFD.
   */
  public static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(isForbidden(c) ? 0xfffd : c);
              }
            });
    return out.toString();
  }

  private static boolean isForbidden(int c) {
    boolean blank = c == '\t' || c == '\n' || c == '\r';
    return !blank && !EscapedText.isPlain(c) || c == 0xfffe || c == 0xffff;
  }
}

package ipcsh.draw;

/** Text in XML and HTML. */
public final class Markup {
  private Markup() {}

  /** Text that is neither a tag nor the end of an attribute; what XML forbids becomes U+FFFD. */
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
    boolean control = c < ' ' && c != '\t' && c != '\n' && c != '\r';
    boolean surrogate = c >= 0xd800 && c <= 0xdfff;
    return control || surrogate || c == 0xfffe || c == 0xffff;
  }
}

package ipcsh.cexport;

import java.nio.charset.StandardCharsets;

/** String literals and comments of C. */
final class Quote {
  private Quote() {}

  static byte[] bytes(Object constant) {
    return constant instanceof byte[] bytes
        ? bytes
        : String.valueOf(constant).getBytes(StandardCharsets.UTF_8);
  }

  /** A C string literal: non-ASCII and non-printing characters as octal escapes. */
  static String string(Object constant) {
    StringBuilder out = new StringBuilder("\"");
    byte last = 0;
    boolean text = !(constant instanceof byte[]);
    for (byte b : bytes(constant)) {
      switch (b) {
        case '\n' -> out.append("\\n");
        case '\t' -> out.append("\\t");
        case '\r' -> out.append("\\r");
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        // ?? begins a trigraph
        case '?' -> out.append(last == '?' ? "\\?" : "?");
        default -> {
          if (b >= ' ' && b < 0x7f) {
            out.append((char) b);
          } else if (text && b < 0) {
            // UTF-8, byte by byte
            out.append((char) (b & 0xff));
          } else {
            out.append(String.format("\\%03o", b & 0xff));
          }
        }
      }
      last = b;
    }
    String bytes = out.append('"').toString();
    return text
        ? new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
        : bytes;
  }

  /** A text as part of a printf format. */
  static String format(String text) {
    String quoted = string(text);
    return quoted.substring(1, quoted.length() - 1).replace("%", "%%");
  }

  /**
   * A text that is safe in a comment: it does not end the comment, nor looks like the start of one
   * or a trigraph.
   */
  static String comment(String text) {
    return text.replace("*/", "* /").replace("/*", "/ *").replaceAll("\\?(?=\\?)", "? ");
  }
}

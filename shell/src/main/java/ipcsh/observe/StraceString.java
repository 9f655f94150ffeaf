package ipcsh.observe;

import java.io.ByteArrayOutputStream;

/** Strings as strace prints them: escaped as in C, with dots behind them if they were cut. */
public final class StraceString {
  private static final int HEX = 16;
  private static final int OCTAL = 8;
  private static final int OCTAL_DIGITS = 3;

  private StraceString() {}

  /**
   * The bytes of a quoted string, {@code "a\n"} or {@code "abc"...}; null if it is none. An
   * {@code @} before the quotes, of an abstract name, stands for a NUL.
   */
  public static byte[] bytes(String quoted) {
    boolean isAbstract = quoted.startsWith("@\"");
    int open = isAbstract ? 1 : 0;
    int close = quoted.lastIndexOf('"');
    if (close <= open || quoted.charAt(open) != '"') {
      return null;
    }
    byte[] bytes = unescaped(quoted.substring(open + 1, close));
    if (!isAbstract) {
      return bytes;
    }
    byte[] named = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, named, 1, bytes.length);
    return named;
  }

  /** Whether strace showed only the beginning of it. */
  public static boolean isCut(String quoted) {
    return quoted.endsWith("\"...");
  }

  /** The bytes of a text with escape sequences. */
  static byte[] unescaped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c != '\\' || i == text.length()) {
        bytes.write(c);
        continue;
      }
      char kind = text.charAt(i++);
      int simple = "ntrfv".indexOf(kind);
      if (simple >= 0) {
        bytes.write("\n\t\r\f\u000b".charAt(simple));
      } else if (kind == 'x') {
        int end = i;
        while (end < text.length() && end < i + 2 && Character.digit(text.charAt(end), HEX) >= 0) {
          end++;
        }
        bytes.write(end == i ? 'x' : Integer.parseInt(text.substring(i, end), HEX));
        i = end;
      } else if (Character.digit(kind, OCTAL) >= 0) {
        int start = i - 1;
        int end = i;
        while (end < text.length()
            && end < start + OCTAL_DIGITS
            && Character.digit(text.charAt(end), OCTAL) >= 0) {
          end++;
        }
        bytes.write(Integer.parseInt(text.substring(start, end), OCTAL));
        i = end;
      } else {
        bytes.write(kind);
      }
    }
    return bytes.toByteArray();
  }
}

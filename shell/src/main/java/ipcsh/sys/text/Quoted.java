package ipcsh.sys.text;

/** Bytes and texts in double quotes, escaped as in C and strace. */
public final class Quoted {
  private Quoted() {}

  /** A complete text: printing non-ASCII characters are kept, the bytes of others are escaped. */
  public static String text(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      boolean digitNext = i < text.length() && isDigit(text.charAt(i));
      if (point < 0x80) {
        escape(out, point, digitNext);
      } else if (EscapedText.isPlain(point)) {
        out.appendCodePoint(point);
      } else {
        for (byte one : KernelText.encode(Character.toString(point))) {
          out.append('\\').append(Integer.toOctalString(one & 0xff));
        }
      }
    }
    return out.append('"').toString();
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '7';
  }

  /** Bytes as text, at most {@code limit} of them, followed by dots if there are more. */
  public static String bytes(byte[] bytes, int limit) {
    int shown = Math.min(bytes.length, limit);
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < shown; i++) {
      int b = bytes[i] & 0xff;
      if (b < 0x80) {
        escape(out, b, i + 1 < shown && isDigit(bytes[i + 1]));
      } else {
        out.append('\\').append(Integer.toOctalString(b));
      }
    }
    return out.append(shown < bytes.length ? "\"..." : "\"").toString();
  }

  private static void escape(StringBuilder out, int c, boolean digitNext) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '\r' -> out.append("\\r");
      case '\f' -> out.append("\\f");
      case 0x0b -> out.append("\\v");
      default -> {
        if (c >= 0x20 && c < 0x7f) {
          out.append((char) c);
        } else {
          String octal = Integer.toOctalString(c & 0xff);
          out.append('\\').append(digitNext ? "000".substring(octal.length()) + octal : octal);
        }
      }
    }
  }
}

package ipcsh.sys;

/** Bytes and texts between double quotes, escaped as C and strace do. */
public final class Quoted {
  private Quoted() {}

  /** A text, whole. */
  public static String text(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.chars().forEach(c -> escape(out, c, c < 0xdc80 || c > 0xdcff));
    return out.append('"').toString();
  }

  /** Bytes as text, at most {@code limit} of them, the rest as dots. */
  public static String bytes(byte[] bytes, int limit) {
    int shown = Math.min(bytes.length, limit);
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < shown; i++) {
      int b = bytes[i] & 0xff;
      if (b < 0x80) {
        boolean digitNext = i + 1 < shown && bytes[i + 1] >= '0' && bytes[i + 1] <= '7';
        escape(out, b, false, digitNext);
      } else {
        out.append('\\').append(Integer.toOctalString(b));
      }
    }
    return out.append(shown < bytes.length ? "\"..." : "\"").toString();
  }

  private static void escape(StringBuilder out, int c, boolean asIs) {
    escape(out, c, asIs, false);
  }

  private static void escape(StringBuilder out, int c, boolean asIs, boolean digitNext) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\t' -> out.append("\\t");
      case '\r' -> out.append("\\r");
      case '\f' -> out.append("\\f");
      case 0x0b -> out.append("\\v");
      default -> {
        if (c >= 0x20 && c < 0x7f || c > 0x7f && asIs) {
          out.append((char) c);
        } else {
          String octal = Integer.toOctalString(c & 0xff);
          out.append('\\').append(digitNext ? "000".substring(octal.length()) + octal : octal);
        }
      }
    }
  }
}

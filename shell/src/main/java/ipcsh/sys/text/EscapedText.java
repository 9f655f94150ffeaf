package ipcsh.sys.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text that is not ours, as it may be shown: whatever could steer a terminal, or would not be seen,
 * becomes an escape of the language, {@code \0} or {@code \}{@code u001b}. Names of sockets, files
 * and programs, what came over a connection, what another shell answers: strangers choose all of
 * them. This is the only place that knows which characters are harmless.
 */
public final class EscapedText {
  /** A sequence that sets colours and weights: the only one that we write ourselves. */
  private static final Pattern STYLE = Pattern.compile("\u001b\\[[0-9;]*m");

  private static final int TAGS = 0xe0000;

  private EscapedText() {}

  /**
   * Whether a character shows as itself: no control character (C0, DEL, C1), nothing that turns the
   * direction of writing or has no width, no separator of lines, no half of a surrogate pair.
   */
  public static boolean isPlain(int point) {
    if (point >= ' ' && point < 0x7f) {
      return true;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> (point & ~0xfff) != TAGS;
    };
  }

  /** Whether every character of it is {@linkplain #isPlain(int) plain}. */
  public static boolean isPlain(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return text.codePoints().allMatch(EscapedText::isPlain);
      }
    }
    return true;
  }

  /** A text that stands within a line: ends of lines and tabs are escaped too. */
  public static String word(String foreign) {
    return isPlain(foreign) ? foreign : escaped(foreign, "");
  }

  /** A text that may have lines: their ends, and tabs, stay. */
  public static String lines(String foreign) {
    return isPlain(foreign) ? foreign : escaped(foreign, "\n\t");
  }

  /** The same of a text in which colours may be: nothing but them acts. */
  public static String styled(String text) {
    if (text.indexOf('\u001b') < 0) {
      return lines(text);
    }
    StringBuilder out = new StringBuilder(text.length());
    Matcher style = STYLE.matcher(text);
    int at = 0;
    for (; style.find(); at = style.end()) {
      out.append(lines(text.substring(at, style.start()))).append(style.group());
    }
    return out.append(lines(text.substring(at))).toString();
  }

  private static String escaped(String text, String kept) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      if (isPlain(point) || kept.indexOf(point) >= 0) {
        out.appendCodePoint(point);
      } else if (point == '\n') {
        out.append("\\n");
      } else if (point == '\t') {
        out.append("\\t");
      } else if (point == '\r') {
        // the end of a line as some programs write it
        boolean ends = !kept.isEmpty() && i < text.length() && text.charAt(i) == '\n';
        out.append(ends ? "" : "\\r");
      } else {
        escape(out, point, i < text.length() ? text.charAt(i) : ' ');
      }
    }
    return out.toString();
  }

  /** Writes one character as an escape that the language reads. */
  public static void escape(StringBuilder out, int point, int next) {
    if (point == 0 && (next < '0' || next > '7')) {
      out.append("\\0");
      return;
    }
    for (char half : Character.toChars(point)) {
      out.append(String.format("\\u%04x", (int) half));
    }
  }
}

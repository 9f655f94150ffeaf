package ipcsh.sys.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Escapes text of unknown origin for display: every character that could control a terminal, or is
 * invisible, becomes an escape of the language, {@code \0} or {@code \}{@code u001b}. Names of
 * sockets, files and programs, received data, answers of other shells may all be chosen by others.
 * The only class that decides which characters are harmless.
 */
public final class EscapedText {
  /** A sequence that sets colours and font weight: the only one that ipcsh itself writes. */
  private static final Pattern STYLE = Pattern.compile("\u001b\\[[0-9;]*m");

  private static final int TAGS = 0xe0000;

  private EscapedText() {}

  /**
   * Whether a character displays as itself: not a control character (C0, DEL, C1), not one that
   * changes the writing direction or has no width, not a line separator, not an unpaired surrogate.
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

  /** Whether all its characters are {@linkplain #isPlain(int) plain}. */
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

  /** A text to be shown within a line: line ends and tabs are escaped too. */
  public static String word(String foreign) {
    return isPlain(foreign) ? foreign : escaped(foreign, "");
  }

  /** A text that may have several lines: line ends and tabs are kept. */
  public static String lines(String foreign) {
    return isPlain(foreign) ? foreign : escaped(foreign, "\n\t");
  }

  /** The same for a text with colours: only those are kept. */
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
        // CR LF, the line end of some programs
        boolean ends = !kept.isEmpty() && i < text.length() && text.charAt(i) == '\n';
        out.append(ends ? "" : "\\r");
      } else {
        escape(out, point, i < text.length() ? text.charAt(i) : ' ');
      }
    }
    return out.toString();
  }

  /** Appends one character as an escape of the language. */
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

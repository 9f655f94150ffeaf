package ipcsh.draw;

import ipcsh.sys.text.EscapedText;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * A character on a terminal, with its combining characters.
 *
 * @param text the characters
 * @param width the number of columns, 1, or 2 for a wide character
 */
public record Glyph(String text, int width) {
  private static final char PICTURES = '\u2400';
  private static final char PICTURE_OF_DELETE = '\u2421';
  private static final String UNKNOWN = "\ufffd";
  private static final String CUT = "…";

  /**
   * A text as glyphs; control characters are replaced by their control pictures, and other
   * characters that are not {@linkplain EscapedText#isPlain plain} by the replacement character.
   */
  public static List<Glyph> of(String text) {
    List<Glyph> glyphs = new ArrayList<>(text.length());
    text.codePoints().forEach(code -> add(glyphs, code));
    return glyphs;
  }

  private static void add(List<Glyph> glyphs, int code) {
    Glyph glyph = of(code);
    if (glyph != null) {
      glyphs.add(glyph);
    } else if (!glyphs.isEmpty()) {
      Glyph base = glyphs.remove(glyphs.size() - 1);
      glyphs.add(new Glyph(base.text() + Character.toString(code), base.width()));
    }
  }

  /** The glyph of a single character; null for a combining character. */
  public static Glyph of(int code) {
    if (code < ' ') {
      return new Glyph(String.valueOf((char) (PICTURES + code)), 1);
    }
    if (code == 0x7f) {
      return new Glyph(String.valueOf(PICTURE_OF_DELETE), 1);
    }
    int width = WCWidth.wcwidth(code);
    if (width < 0 || !EscapedText.isPlain(code)) {
      return new Glyph(UNKNOWN, 1);
    }
    return width == 0 ? null : new Glyph(Character.toString(code), width);
  }

  /** The number of columns of a text. */
  public static int width(String text) {
    return of(text).stream().mapToInt(Glyph::width).sum();
  }

  /** A text, shortened in the middle if it does not fit. */
  public static String ends(String text, int room) {
    if (width(text) <= room) {
      return text;
    }
    List<Glyph> glyphs = of(text);
    StringBuilder first = new StringBuilder();
    int left = room - 1;
    int i = 0;
    while (glyphs.get(i).width() <= left - (room - 1) / 2) {
      left -= glyphs.get(i).width();
      first.append(glyphs.get(i++).text());
    }
    StringBuilder last = new StringBuilder();
    int j = glyphs.size() - 1;
    while (j >= i && glyphs.get(j).width() <= left) {
      left -= glyphs.get(j).width();
      last.insert(0, glyphs.get(j--).text());
    }
    return first + CUT + last;
  }

  /** The part of the name of a process that fits, with the process ID at its end if it has one. */
  static String fitName(String name, int room) {
    int blank = name.lastIndexOf(' ');
    String id = blank > 0 ? name.substring(blank) : "";
    int rest = room - id.length();
    return width(name) > room && rest >= 2 && id.matches(" [0-9]+")
        ? fit(name.substring(0, blank), rest) + id
        : fit(name, room);
  }

  /** The part of a text that fits: of a path its end, of other text its beginning. */
  static String fit(String text, int room) {
    if (width(text) <= room) {
      return text;
    }
    List<Glyph> glyphs = of(text);
    boolean isPath = text.startsWith("/");
    StringBuilder kept = new StringBuilder();
    if (room < 1) {
      return "";
    }
    int left = room - 1;
    for (int i = 0; i < glyphs.size(); i++) {
      Glyph glyph = glyphs.get(isPath ? glyphs.size() - 1 - i : i);
      if (glyph.width() > left) {
        break;
      }
      left -= glyph.width();
      kept.insert(isPath ? 0 : kept.length(), glyph.text());
    }
    return isPath ? CUT + kept : kept + CUT;
  }
}

package ipcsh.record;

import org.jline.utils.WCWidth;

/** How many columns of a terminal characters take: two or none where it is not one. */
public final class TextWidth {
  private TextWidth() {}

  /** That of a text without control characters. */
  public static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  /** That of one character. */
  public static int of(int point) {
    return Math.max(0, WCWidth.wcwidth(point));
  }
}

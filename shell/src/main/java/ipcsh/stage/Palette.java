package ipcsh.stage;

import ipcsh.draw.TerminalColors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * How things look. The colours are those of the 256 that can be read on black as well as on white;
 * without colours, weight remains.
 */
final class Palette {
  static final int ACCENT = 66;
  static final int ERROR = 160;
  static final int WAITING = TerminalColors.WAITING;

  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

  private final boolean color;

  Palette(boolean color) {
    this.color = color;
  }

  AttributedStyle plain() {
    return PLAIN;
  }

  AttributedStyle strong() {
    return PLAIN.bold();
  }

  /** Rules, keys, advice. */
  AttributedStyle quiet() {
    return PLAIN.faint();
  }

  /** The colour of a role, of the 256. */
  static int of(int number) {
    return TerminalColors.process(number);
  }

  boolean isColored() {
    return color;
  }

  AttributedStyle role(int number) {
    return in(of(number));
  }

  AttributedStyle accent() {
    return in(ACCENT);
  }

  AttributedStyle error() {
    return in(ERROR);
  }

  AttributedStyle waiting() {
    return in(WAITING);
  }

  /** In a colour of the 256. */
  AttributedStyle in(int foreground) {
    return color ? PLAIN.foreground(foreground) : PLAIN;
  }

  /** What a role has printed, with its colours if colours are wanted; it moves no cursor. */
  AttributedString printed(String line) {
    String text =
        line.replaceAll("\u001b\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?", "")
            .replaceAll("\u001b\\[[0-9;?]*[ -/]*[@-ln-~]", "")
            .replaceAll("\u001b[^\\[]", "");
    AttributedString styled = AttributedString.fromAnsi(text);
    return color ? styled : new AttributedString(styled.toString());
  }
}

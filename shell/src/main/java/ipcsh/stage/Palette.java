package ipcsh.stage;

import ipcsh.draw.TerminalColors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * Styles. The colours are those of the 256-colour palette that are readable on black as well as on
 * white; without colours, only font weight is used.
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

  /** The style of rules, keys and hints. */
  AttributedStyle quiet() {
    return PLAIN.faint();
  }

  /** The colour of a role, in the 256-colour palette. */
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

  /** A style with a colour of the 256-colour palette. */
  AttributedStyle in(int foreground) {
    return color ? PLAIN.foreground(foreground) : PLAIN;
  }

  /** Output of a role, with its colours if enabled; cursor movements are removed. */
  AttributedString printed(String line) {
    String text =
        line.replaceAll("\u001b\\][^\u0007\u001b]*(\u0007|\u001b\\\\)?", "")
            .replaceAll("\u001b\\[[0-9;?]*[ -/]*[@-ln-~]", "")
            .replaceAll("\u001b[^\\[]", "");
    AttributedString styled = AttributedString.fromAnsi(text);
    return color ? styled : new AttributedString(styled.toString());
  }
}

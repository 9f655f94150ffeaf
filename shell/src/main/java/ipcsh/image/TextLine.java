package ipcsh.image;

import ipcsh.draw.Glyph;
import ipcsh.draw.TextStyle;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A text whose characters have places: one after the other, combining characters on top of the one
 * before.
 *
 * @param runs its parts, from left to right
 * @param width in pixels
 */
record TextLine(Typeface typeface, int size, List<Run> runs, double width) {
  /** What is drawn in place of a character that the font does not have. */
  static final int MISSING = 0xfffd;

  /**
   * Characters that are drawn one after the other.
   *
   * @param x the distance from the start of the line in pixels
   * @param drawn what is drawn
   * @param meant what is meant, where the font does not have it; otherwise the same
   */
  record Run(double x, String drawn, String meant) {}

  static TextLine of(String text, TextStyle style, Typefaces typefaces) throws IOException {
    Typeface typeface = typefaces.of(style);
    int size = style.size();
    List<Run> runs = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    double start = 0;
    double x = 0;
    for (Glyph glyph : Glyph.of(text)) {
      int character = glyph.text().codePointAt(0);
      int length = Character.charCount(character);
      boolean isSimple = typeface.has(character) && length == glyph.text().length();
      if (isSimple) {
        plain.appendCodePoint(character);
      } else {
        flush(runs, start, plain);
        cluster(runs, x, glyph.text(), typeface);
      }
      x += size * advance(glyph, character, typeface);
      if (!isSimple) {
        start = x;
      }
    }
    flush(runs, start, plain);
    return new TextLine(typeface, size, runs, x);
  }

  private static void flush(List<Run> runs, double start, StringBuilder plain) {
    if (plain.length() > 0) {
      runs.add(new Run(start, plain.toString(), plain.toString()));
      plain.setLength(0);
    }
  }

  /** A character with combining ones, or one that the font does not have. */
  private static void cluster(List<Run> runs, double x, String text, Typeface typeface) {
    int base = text.codePointAt(0);
    if (!typeface.has(base)) {
      runs.add(new Run(x, Character.toString(MISSING), text));
      return;
    }
    text.codePoints()
        .filter(typeface::has)
        .mapToObj(Character::toString)
        .forEach(one -> runs.add(new Run(x, one, one)));
  }

  private static double advance(Glyph glyph, int character, Typeface typeface) throws IOException {
    // wide characters are not in a font whose others have one width
    return typeface.has(character)
        ? typeface.advance(character)
        : glyph.width() * typeface.advance('0');
  }

  /** The outlines of all characters, with the baseline at {@code y}. */
  Path2D outline(double x, double y) throws IOException {
    Path2D all = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double scale = size / typeface.unitsPerEm();
    for (Run run : runs) {
      double at = x + run.x();
      for (int character : run.drawn().codePoints().toArray()) {
        GeneralPath outline = typeface.outline(character);
        if (outline != null) {
          AffineTransform place = new AffineTransform(scale, 0, 0, -scale, at, y);
          all.append(outline.getPathIterator(place), false);
        }
        at += size * typeface.advance(character);
      }
    }
    return all;
  }
}

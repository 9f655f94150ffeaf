package ipcsh.image;

import java.awt.geom.GeneralPath;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/** One of the program's fonts. Lengths are fractions of the size of the font. Not thread-safe. */
final class Typeface {
  private final TrueTypeFont font;
  private final CmapLookup characters;
  private final double unitsPerEm;

  /** Reads a font from the resources of this package. */
  Typeface(String resource) throws IOException {
    try (InputStream in = Typeface.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new FileNotFoundException(resource);
      }
      font = new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(in));
    }
    // a ligature would take letters out of their columns
    font.setEnableGsub(false);
    characters = font.getUnicodeCmapLookup();
    unitsPerEm = font.getUnitsPerEm();
  }

  /** The library's font, to be embedded. */
  TrueTypeFont font() {
    return font;
  }

  boolean has(int character) {
    return characters.getGlyphId(character) != 0;
  }

  /** The distance from the origin of a character to that of the next one. */
  double advance(int character) throws IOException {
    return font.getAdvanceWidth(characters.getGlyphId(character)) / unitsPerEm;
  }

  /**
   * The outline of a character at the size {@link #unitsPerEm}, with y upwards; null if it has no
   * ink.
   */
  GeneralPath outline(int character) throws IOException {
    GlyphData glyph = font.getGlyph().getGlyph(characters.getGlyphId(character));
    return glyph == null ? null : glyph.getPath();
  }

  double unitsPerEm() {
    return unitsPerEm;
  }
}

package ipcsh.image;

import ipcsh.draw.TextStyle;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * The program's fonts, each read when it is first used: DejaVu, which has the letters of most
 * alphabets, arrows and box-drawing characters, but no Chinese, Japanese or Korean ones.
 */
final class Typefaces {
  private final Map<TextStyle.Font, Typeface> read = new EnumMap<>(TextStyle.Font.class);

  Typeface of(TextStyle style) throws IOException {
    Typeface typeface = read.get(style.font());
    if (typeface == null) {
      typeface = new Typeface(file(style.font()));
      read.put(style.font(), typeface);
    }
    return typeface;
  }

  static String file(TextStyle.Font font) {
    return switch (font) {
      case MONOSPACED -> "DejaVuSansMono.ttf";
      case MONOSPACED_BOLD -> "DejaVuSansMono-Bold.ttf";
      case SANS_BOLD -> "DejaVuSans-Bold.ttf";
    };
  }
}

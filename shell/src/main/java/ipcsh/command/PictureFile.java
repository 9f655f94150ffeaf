package ipcsh.command;

import ipcsh.command.model.Conversion;
import ipcsh.draw.PictureStyle;
import ipcsh.draw.Renderable;
import ipcsh.draw.ThemeChoice;
import ipcsh.handle.UsageException;
import ipcsh.handle.WholeFile;
import ipcsh.image.PngImage;
import ipcsh.sys.text.EscapedText;
import java.io.IOException;
import java.nio.file.Path;

/** A file to which a picture is written, in the format and the style that were asked for. */
public final class PictureFile {
  /** The name of a file, recognized by its extension. */
  private static final String NAME = ".*\\.[A-Za-z]{2,4}";

  private static final String EXAMPLE = "draw 'x.svg', theme: 'dark'";

  private final String name;
  private final PictureFormat format;
  private final PictureStyle style;
  private final Double scale;

  private PictureFile(String name, PictureFormat format, PictureStyle style, Double scale) {
    this.name = name;
    this.format = format;
    this.style = style;
    this.scale = scale;
  }

  /** Whether this names a file and not a shell. */
  public static boolean isName(CharSequence text) {
    return text.toString().matches(NAME);
  }

  /**
   * A file to be written.
   *
   * @param name its name; null if the picture is not written
   * @param theme a word, or null
   * @param background {@code none}, or null
   * @param scale a number, or null
   * @return null if the picture is not written
   * @throws UsageException if these do not fit together
   * @throws IllegalArgumentException if one of them is not valid
   */
  public static PictureFile of(String name, String theme, String background, Object scale) {
    boolean isStyled = theme != null || background != null;
    if (name == null) {
      if (isStyled || scale != null) {
        throw new UsageException("draw: theme:, background: and scale: are for a file", EXAMPLE);
      }
      return null;
    }
    PictureFormat format = PictureFormat.of(name);
    if (format == null) {
      throw new UsageException(
          "draw: expected a file that ends in "
              + PictureFormat.list(null)
              + ", given '"
              + EscapedText.word(name)
              + "'",
          "draw 'x.svg'");
    }
    if (isStyled && !format.isThemed()) {
      throw new UsageException(
          "draw: theme: and background: are for .svg, .png and .pdf; what reads "
              + format.extension()
              + " chooses the colours",
          EXAMPLE);
    }
    if (scale != null && format != PictureFormat.PNG) {
      throw new UsageException(
          "draw: scale: is for .png; " + format.extension() + " has no pixels",
          "draw 'x.png', scale: 3");
    }
    if (background != null && !background.equals("none")) {
      throw new UsageException(
          "draw: background: expected 'none', given " + Conversion.describe(background),
          "draw 'x.svg', background: 'none'");
    }
    PictureStyle style = new PictureStyle(ThemeChoice.of(theme), background != null);
    return new PictureFile(name, format, style, scale(scale));
  }

  private static Double scale(Object given) {
    if (given == null) {
      return null;
    }
    if (given instanceof Number number && PngImage.isScale(number.doubleValue())) {
      return number.doubleValue();
    }
    throw new UsageException(
        "draw: scale: expected a number from 0.5 to 8, given " + Conversion.describe(given),
        "draw 'x.png', scale: 3");
  }

  /**
   * Writes the picture.
   *
   * @throws UsageException if it cannot be written
   */
  public void write(Renderable sketch, Context context) {
    // graphics load libraries, for which the session's table may have no room
    context.withOwnTable(
        () -> {
          try {
            WholeFile.write(Path.of(name), format.write(sketch, style, scale));
          } catch (IOException e) {
            throw new UsageException("draw: " + e.getMessage());
          } catch (LinkageError e) {
            throw new UsageException(
                "draw: "
                    + format.extension()
                    + " requires Java's module java.desktop, which cannot be loaded ("
                    + e.getMessage()
                    + "); .svg does not",
                "draw 'x.svg'");
          }
          return null;
        });
  }
}

package ipcsh.draw;

/**
 * How a picture is exported.
 *
 * @param theme its colours
 * @param isTransparent whether it has no background of its own; then nothing else is painted in the
 *     colour of the background either
 */
public record PictureStyle(ThemeChoice theme, boolean isTransparent) {
  /** What the reader's system prefers. */
  public static final PictureStyle STANDARD = new PictureStyle(ThemeChoice.AUTO, false);

  /** The colours in a format that cannot express a preference: light unless dark is asked for. */
  public ThemeColors colors() {
    return theme == ThemeChoice.DARK ? ThemeColors.DARK : ThemeColors.LIGHT;
  }
}

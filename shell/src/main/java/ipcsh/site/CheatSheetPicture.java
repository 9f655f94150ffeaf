package ipcsh.site;

import ipcsh.draw.PictureStyle;
import ipcsh.draw.Shape;
import ipcsh.draw.Shape.Anchor;
import ipcsh.draw.Shape.Rectangle;
import ipcsh.draw.Shape.Text;
import ipcsh.draw.Surface;
import ipcsh.draw.TextStyle;
import ipcsh.draw.ThemeChoice;
import ipcsh.draw.VectorImage;
import ipcsh.image.PdfImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The cheat sheet as a picture, for the PDF: a page of A4 across. */
final class CheatSheetPicture {
  /** The size in pixels, in the proportions of A4. */
  static final int WIDTH = 1684;

  static final int HEIGHT = 1190;

  private static final int MARGIN = 40;
  private static final int GAP = 26;
  private static final int BAND = 30;
  private static final int BAND_HEIGHT = 29;
  private static final int TOP = 94;
  private static final int ROW = 20;

  /** The distance from the top of a row to its baseline. */
  private static final int BASELINE = 14;

  private static final int HEADING = 20;
  private static final int BETWEEN = 6;

  /** The width of a character of the fixed-width font at 13 pixels. */
  private static final double CHARACTER = 7.83;

  private final List<Shape> shapes = new ArrayList<>();

  private CheatSheetPicture() {}

  /** The file. */
  static byte[] pdf(CheatSheet sheet) throws IOException {
    return PdfImage.onA4(image(sheet), new PictureStyle(ThemeChoice.LIGHT, false));
  }

  /**
   * The picture.
   *
   * @throws IllegalArgumentException if a line is too long or a column too high
   */
  static VectorImage image(CheatSheet sheet) {
    CheatSheetPicture picture = new CheatSheetPicture();
    picture.shapes.add(
        new Rectangle(MARGIN, BAND, WIDTH - 2.0 * MARGIN, BAND_HEIGHT, 5, Surface.TEXT, null));
    picture.text(MARGIN + 12.0, BAND + 19.5, CheatSheet.TITLE, TextStyle.TITLE);
    picture.text(MARGIN, BAND + 48.0, CheatSheet.SUBTITLE, TextStyle.QUIET);
    int count = sheet.columns().size();
    double width = (WIDTH - 2.0 * MARGIN - (count - 1) * GAP) / count;
    for (int i = 0; i < count; i++) {
      picture.column(sheet.columns().get(i), MARGIN + i * (width + GAP), width);
    }
    return new VectorImage(WIDTH, HEIGHT, 0, CheatSheet.TITLE, picture.shapes);
  }

  private void column(List<CheatSheet.Group> groups, double x, double width) {
    double y = TOP;
    for (CheatSheet.Group group : groups) {
      shapes.add(new Rectangle(x, y, width, HEADING, 4, Surface.TROUGH, null));
      text(x + 8, y + 14.5, group.title(), TextStyle.STRONG);
      y += HEADING + 4;
      for (CheatSheet.Row row : group.rows()) {
        row(row, x, y, width);
        y += ROW;
      }
      y += BETWEEN;
    }
    if (y > HEIGHT - MARGIN / 2.0) {
      throw new IllegalArgumentException("a column is too high: " + y);
    }
  }

  private void row(CheatSheet.Row row, double x, double y, double width) {
    int length = row.code().length() + row.note().length() + 2;
    if (length * CHARACTER > width) {
      throw new IllegalArgumentException("too long: " + row.code() + " | " + row.note());
    }
    text(x, y + BASELINE, row.code(), TextStyle.PLAIN);
    shapes.add(new Text(x + width, y + BASELINE, row.note(), TextStyle.QUIET, Anchor.END, false));
  }

  private void text(double x, double y, String text, TextStyle style) {
    shapes.add(new Text(x, y, text, style, Anchor.START, false));
  }
}

package ipcsh.image;

import ipcsh.draw.PictureStyle;
import ipcsh.draw.VectorImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.util.Matrix;

/**
 * A picture as PDF, of one page: lines and areas as vectors, texts as texts, their fonts embedded.
 * The same picture gives the same bytes.
 */
public final class PdfImage {
  /** A pixel of the picture is a 96th of an inch, a point a 72nd. */
  private static final double POINTS = 0.75;

  /** The length of a page is limited. */
  private static final double MOST_POINTS = 14_400;

  private PdfImage() {}

  /** The contents of the file. */
  public static byte[] of(VectorImage image, PictureStyle style) throws IOException {
    double scale = Math.min(POINTS, MOST_POINTS / Math.max(image.width(), image.height()));
    return of(image, style, scale);
  }

  /** The same on a page of A4, upright or not, which the width of the picture fills. */
  public static byte[] onA4(VectorImage image, PictureStyle style) throws IOException {
    PDRectangle a4 = PDRectangle.A4;
    boolean isUpright = image.height() > image.width();
    return of(image, style, (isUpright ? a4.getWidth() : a4.getHeight()) / image.width());
  }

  private static byte[] of(VectorImage image, PictureStyle style, double scale) throws IOException {
    HeadlessJava.set();
    float height = (float) (image.height() * scale);
    try (PDDocument document = new PDDocument()) {
      // otherwise its identifier contains the time
      document.setDocumentId(1L);
      document.getDocumentInformation().setTitle(image.title());
      PDPage page = new PDPage(new PDRectangle((float) (image.width() * scale), height));
      document.addPage(page);
      try (PDPageContentStream content =
          new PDPageContentStream(document, page, AppendMode.OVERWRITE, true)) {
        // y downwards, as in the picture
        content.transform(new Matrix((float) scale, 0, 0, (float) -scale, 0, height));
        PdfTarget target = new PdfTarget(document, content);
        new ShapePainter(image, style, target, new Typefaces()).paint();
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }
}

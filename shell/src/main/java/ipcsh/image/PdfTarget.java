package ipcsh.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.util.Matrix;

/** Paints on a page of a PDF document whose coordinates have been made those of the picture. */
final class PdfTarget implements PaintTarget {
  private static final COSName SPAN = COSName.getPDFName("Span");

  private final PDDocument document;
  private final PDPageContentStream content;
  private final Map<Typeface, PDType0Font> fonts = new HashMap<>();

  PdfTarget(PDDocument document, PDPageContentStream content) {
    this.document = document;
    this.content = content;
  }

  @Override
  public void fill(Shape shape, Color color) throws IOException {
    content.setNonStrokingColor(color);
    path(shape);
    content.fill();
  }

  @Override
  public void stroke(Shape shape, BasicStroke stroke, Color color) throws IOException {
    float[] dashes = stroke.getDashArray();
    content.setStrokingColor(color);
    content.setLineWidth(stroke.getLineWidth());
    // the numbers of caps and joins in Java are those of PDF in another order
    content.setLineCapStyle(stroke.getEndCap() == BasicStroke.CAP_ROUND ? 1 : 0);
    content.setLineJoinStyle(stroke.getLineJoin() == BasicStroke.JOIN_ROUND ? 1 : 0);
    content.setMiterLimit(stroke.getMiterLimit());
    content.setLineDashPattern(dashes == null ? new float[0] : dashes, stroke.getDashPhase());
    path(shape);
    content.stroke();
  }

  private void path(Shape shape) throws IOException {
    float[] at = new float[6];
    float x = 0;
    float y = 0;
    for (PathIterator each = shape.getPathIterator(null); !each.isDone(); each.next()) {
      int kind = each.currentSegment(at);
      switch (kind) {
        case PathIterator.SEG_MOVETO -> content.moveTo(at[0], at[1]);
        case PathIterator.SEG_LINETO -> content.lineTo(at[0], at[1]);
        case PathIterator.SEG_QUADTO ->
            // PDF has cubic curves only
            content.curveTo(
                (x + 2 * at[0]) / 3,
                (y + 2 * at[1]) / 3,
                (at[2] + 2 * at[0]) / 3,
                (at[3] + 2 * at[1]) / 3,
                at[2],
                at[3]);
        case PathIterator.SEG_CUBICTO -> content.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
        default -> content.closePath();
      }
      int last = kind == PathIterator.SEG_QUADTO ? 2 : kind == PathIterator.SEG_CUBICTO ? 4 : 0;
      x = at[last];
      y = at[last + 1];
    }
  }

  @Override
  public void text(TextLine line, double x, double y, Color color) throws IOException {
    content.setNonStrokingColor(color);
    for (TextLine.Run run : line.runs()) {
      boolean isMissing = !run.drawn().equals(run.meant());
      if (isMissing) {
        content.beginMarkedContent(SPAN, meaning(run.meant()));
      }
      content.beginText();
      content.setFont(font(line.typeface()), line.size());
      content.setTextMatrix(new Matrix(1, 0, 0, -1, (float) (x + run.x()), (float) y));
      content.showText(run.drawn());
      content.endText();
      if (isMissing) {
        content.endMarkedContent();
      }
    }
  }

  /** What a reader copies and searches in place of what is drawn. */
  private static PDPropertyList meaning(String text) {
    COSDictionary properties = new COSDictionary();
    properties.setItem(COSName.ACTUAL_TEXT, new COSString(text));
    return PDPropertyList.create(properties);
  }

  private PDType0Font font(Typeface typeface) throws IOException {
    PDType0Font font = fonts.get(typeface);
    if (font == null) {
      font = PDType0Font.load(document, typeface.font(), true);
      fonts.put(typeface, font);
    }
    return font;
  }
}

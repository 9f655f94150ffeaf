package ipcsh.image;

import ipcsh.draw.PictureStyle;
import ipcsh.draw.VectorImage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A picture as PNG. The same picture gives the same bytes. */
public final class PngImage {
  /**
   * The pixels of the file for each pixel of the picture if no other number is given: a column of
   * text is 16 pixels wide then, and a projector's 1920 pixels have room for 115 columns.
   */
  public static final double SCALE = 2;

  private static final double SMALLEST_SCALE = 0.5;

  private static final double LARGEST_SCALE = 8;

  /** More pixels need too much memory here, and in many viewers. */
  private static final double MOST_PIXELS = 40e6;

  private PngImage() {}

  /**
   * The contents of the file.
   *
   * @param scale the pixels of the file for each pixel of the picture; null for {@link #SCALE}, or
   *     fewer, but at least one, if the picture is large
   * @throws IllegalArgumentException if the file would be too large
   */
  public static byte[] of(VectorImage image, PictureStyle style, Double scale) throws IOException {
    double factor = scale(image, scale);
    HeadlessJava.set();
    int type = style.isTransparent() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
    BufferedImage pixels =
        new BufferedImage(pixels(image.width(), factor), pixels(image.height(), factor), type);
    Graphics2D graphics = pixels.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.scale(factor, factor);
      new ShapePainter(image, style, new Pixels(graphics), new Typefaces()).paint();
    } finally {
      graphics.dispose();
    }
    return encoded(pixels);
  }

  /** Whether a picture can have this scale: from 0.5 to 8. */
  public static boolean isScale(double scale) {
    return scale >= SMALLEST_SCALE && scale <= LARGEST_SCALE;
  }

  private static String text(double scale) {
    return String.valueOf(scale).replaceFirst("\\.0$", "");
  }

  private static int pixels(int length, double scale) {
    return (int) Math.ceil(length * scale);
  }

  private static double scale(VectorImage image, Double given) {
    double area = (double) image.width() * image.height();
    double possible = Math.sqrt(MOST_PIXELS / area);
    double scale = given == null ? Math.max(1, Math.min(SCALE, possible)) : given;
    if (scale > possible) {
      throw new IllegalArgumentException(
          "the picture is too large for .png: %d x %d pixels at scale: %s, and at most 40 million are possible; .svg and .pdf have no such limit"
              .formatted(pixels(image.width(), scale), pixels(image.height(), scale), text(scale)));
    }
    return scale;
  }

  private static byte[] encoded(BufferedImage pixels) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    // in memory: the default is a temporary file
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(pixels);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private record Pixels(Graphics2D graphics) implements PaintTarget {
    @Override
    public void fill(Shape shape, Color color) {
      graphics.setColor(color);
      graphics.fill(shape);
    }

    @Override
    public void stroke(Shape shape, BasicStroke stroke, Color color) {
      graphics.setStroke(stroke);
      graphics.setColor(color);
      graphics.draw(shape);
    }

    @Override
    public void text(TextLine line, double x, double y, Color color) throws IOException {
      // as an outline: Java's own fonts need libraries that a machine without a screen may lack
      fill(line.outline(x, y), color);
    }
  }
}

package ipcsh.draw;

import static org.assertj.core.api.Assertions.assertThat;

import ipcsh.image.PdfImage;
import ipcsh.image.PngImage;
import ipcsh.kit.Browser;
import ipcsh.kit.Outcome;
import ipcsh.kit.Tools;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PNG and PDF look like the SVG in a browser, and other programs read the texts of the PDF. */
class ImageIT {
  private static final Path FONTS = Path.of("src/main/resources/ipcsh/image").toAbsolutePath();
  private static final int SCALE = 2;

  /** The size of the squares in which ink is compared. */
  private static final int SQUARE = 12;

  /** The difference of the mean brightness in a square: smoothed edges, but no missing letter. */
  private static final int TOLERANCE = 28;

  @TempDir Path directory;

  /** The same font as in the PNG, whatever the machine has. */
  private static String page(String svg) {
    StringBuilder css = new StringBuilder("<!doctype html><meta charset=utf-8><style>");
    css.append("body{margin:0}svg{display:block}");
    face(css, "DejaVu Sans Mono", 400, "DejaVuSansMono");
    face(css, "DejaVu Sans Mono", 700, "DejaVuSansMono-Bold");
    face(css, "DejaVu Sans", 600, "DejaVuSans-Bold");
    return css.append("</style>")
        + svg.replaceAll("(?:ui-monospace|system-ui),[^{}]*?'DejaVu", "'DejaVu");
  }

  private static void face(StringBuilder css, String family, int weight, String file) {
    css.append("@font-face{font-family:'").append(family).append("';font-weight:").append(weight);
    css.append(";src:url('").append(FONTS.resolve(file + ".ttf").toUri()).append("')}");
  }

  private static BufferedImage read(byte[] png) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static int brightness(int rgb) {
    return ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3;
  }

  /** Where the ink of two pictures differs, as a message; empty if nowhere. */
  private static String difference(BufferedImage one, BufferedImage other) {
    if (one.getWidth() != other.getWidth() || one.getHeight() != other.getHeight()) {
      return one.getWidth()
          + "x"
          + one.getHeight()
          + " and "
          + other.getWidth()
          + "x"
          + other.getHeight();
    }
    StringBuilder bad = new StringBuilder();
    for (int y = 0; y + SQUARE <= one.getHeight(); y += SQUARE) {
      for (int x = 0; x + SQUARE <= one.getWidth(); x += SQUARE) {
        double difference = 0;
        for (int i = 0; i < SQUARE * SQUARE; i++) {
          int column = x + i % SQUARE;
          int line = y + i / SQUARE;
          difference +=
              brightness(one.getRGB(column, line)) - brightness(other.getRGB(column, line));
        }
        if (Math.abs(difference) / (SQUARE * SQUARE) > TOLERANCE) {
          bad.append(" %d,%d: %.0f".formatted(x, y, difference / (SQUARE * SQUARE)));
        }
      }
    }
    return bad.toString();
  }

  /** What the comparison must not tolerate. */
  @Test
  void aMissingLetterIsSeen() throws Exception {
    BufferedImage whole = read(PngImage.of(image("open"), PictureStyle.STANDARD, null));
    for (String other : List.of("ope", "op n", "pen")) {
      BufferedImage cut = read(PngImage.of(image(other), PictureStyle.STANDARD, null));
      assertThat(difference(whole, cut)).as(other).isNotEmpty();
    }
  }

  private static VectorImage image(String text) {
    List<Shape> shapes = List.of(new Shape.Text(10, 20, text, TextStyle.QUIET));
    return new VectorImage(80, 40, 0, text, shapes);
  }

  @ParameterizedTest
  @EnumSource(
      value = ThemeChoice.class,
      names = {"LIGHT", "DARK"})
  void pngLooksLikeTheSvgInABrowser(ThemeChoice theme) throws Exception {
    PictureStyle style = new PictureStyle(theme, false);
    Map<String, VectorImage> images = ImageFormatsTest.images();
    StringBuilder all = new StringBuilder();
    images.values().forEach(image -> all.append(SvgWriter.of(image, style)));
    Path page = Files.writeString(directory.resolve("page.html"), page(all.toString()));
    // the reader prefers the opposite
    try (Browser browser = new Browser(directory, page, theme == ThemeChoice.LIGHT)) {
      browser.await("document.fonts.status", "loaded"::equals);
      int y = 0;
      for (Map.Entry<String, VectorImage> one : images.entrySet()) {
        VectorImage image = one.getValue();
        BufferedImage seen = read(browser.picture(y, image.width(), image.height(), SCALE));
        BufferedImage made = read(PngImage.of(image, style, (double) SCALE));
        assertThat(difference(made, seen)).as(one.getKey()).isEmpty();
        y += image.height();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ThemeChoice.class,
      names = {"LIGHT", "DARK"})
  void pdfLooksLikeThePngAndItsTextsCanBeFound(ThemeChoice theme) throws Exception {
    Tools.need("pdftotext");
    PictureStyle style = new PictureStyle(theme, false);
    for (Map.Entry<String, VectorImage> one : ImageFormatsTest.images().entrySet()) {
      VectorImage image = one.getValue();
      Path pdf = Files.write(directory.resolve("x.pdf"), PdfImage.of(image, style));
      // in a PDF a pixel is a 96th of an inch
      run("pdftoppm", "-r", "" + SCALE * 96, "-png", "-singlefile", pdf + "", directory + "/x");
      BufferedImage seen = read(Files.readAllBytes(directory.resolve("x.png")));
      BufferedImage made = read(PngImage.of(image, style, (double) SCALE));
      assertThat(difference(made, seen)).as(one.getKey()).isEmpty();
      String text = run("pdftotext", "-layout", pdf + "", "-").replaceAll("\\s+", " ");
      for (String said : ImageFormatsTest.texts(image.shapes())) {
        assertThat(text).as(one.getKey()).contains(said.strip().replaceAll("\\s+", " "));
      }
      assertThat(run("pdffonts", pdf + "").lines().skip(2))
          .isNotEmpty()
          .allMatch(line -> line.matches("[A-Z]{6}\\+DejaVu.* CID TrueType .* yes yes yes .*"));
    }
  }

  private String run(String... command) {
    Outcome outcome = Tools.run(directory, command);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.status()).isZero();
    return outcome.out();
  }
}

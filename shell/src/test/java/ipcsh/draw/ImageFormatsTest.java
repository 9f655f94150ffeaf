package ipcsh.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ipcsh.image.PdfImage;
import ipcsh.image.PngImage;
import ipcsh.inspect.Exchange;
import ipcsh.sys.trace.Transfer.Kind;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

/** The pictures as SVG, PNG and PDF, made of one list of shapes. */
class ImageFormatsTest {
  private static final PictureStyle LIGHT = new PictureStyle(ThemeChoice.LIGHT, false);
  private static final PictureStyle DARK = new PictureStyle(ThemeChoice.DARK, false);
  private static final PictureStyle CLEAR = new PictureStyle(ThemeChoice.LIGHT, true);

  /** All situations, and a chart. */
  static Map<String, VectorImage> images() {
    Map<String, VectorImage> images = new LinkedHashMap<>();
    Models.situations().forEach((name, one) -> images.put(name, new GraphPicture(one).image()));
    images.put("chart", chart(4));
    return images;
  }

  /** A chart of this many messages from a client to a server, and of one to itself. */
  private static VectorImage chart(int messages) {
    List<Exchange> all = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      long time = 1_000_000L * (3 * i + 1);
      String data = "message " + i;
      all.add(exchange("client", Kind.SEND, "sendto", data, "/tmp/s", time));
      all.add(exchange("server", Kind.RECEIVE, "recvfrom", data, "/tmp/s", time + 2_500_000));
    }
    all.add(exchange("client", Kind.SEND, "send", "lost", "/tmp/t", 4_000_000L * messages));
    return Sequence.of(all, "A").image();
  }

  private static Exchange exchange(
      String who, Kind kind, String call, String data, String name, long time) {
    boolean gives = kind == Kind.SEND;
    return new Exchange(
        who,
        kind,
        call,
        '"' + data + '"',
        data.length(),
        100,
        0,
        "unix dgram",
        who + name,
        null,
        gives ? null : name,
        gives ? name : null,
        time,
        time + 1000);
  }

  private static BufferedImage pixels(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  @Test
  void everyCategoryHasAColorInBothThemes() {
    for (ThemeColors colors : ThemeColors.values()) {
      for (ObjectCategory category : ObjectCategory.values()) {
        assertThat(colors.color(ColorRole.object(category))).matches("#[0-9a-f]{6}");
      }
      for (Surface surface : Surface.values()) {
        assertThat(colors.color(surface)).matches("#[0-9a-f]{6}");
      }
    }
  }

  @Test
  void themesOfSvgAreFixedOrTheReaders() {
    images()
        .forEach(
            (name, image) -> {
              String auto = SvgWriter.of(image, PictureStyle.STANDARD);
              String light = SvgWriter.of(image, LIGHT);
              String dark = SvgWriter.of(image, DARK);
              String clear = SvgWriter.of(image, CLEAR);
              assertThat(auto).as(name).contains("@media (prefers-color-scheme:dark)");
              assertThat(light).as(name).contains("{fill:#ffffff}").doesNotContain("@media");
              assertThat(dark).as(name).contains("{fill:#12161d}").doesNotContain("@media", "#fff");
              assertThat(clear).as(name).doesNotContain("\"paper\"", "\"under\"", " over\"");
            });
  }

  @Test
  void pngHasTheSizeOfTheSvgTwice() throws Exception {
    for (VectorImage image : images().values()) {
      BufferedImage usual = pixels(PngImage.of(image, LIGHT, null));
      assertThat(usual.getWidth()).isEqualTo(2 * image.width());
      assertThat(usual.getHeight()).isEqualTo(2 * image.height());
      assertThat(pixels(PngImage.of(image, LIGHT, 0.5)).getWidth())
          .isBetween(image.width() / 2, image.width() / 2 + 1);
    }
  }

  @Test
  void pngIsLightUnlessDarkIsAskedForAndMayBeTransparent() throws Exception {
    VectorImage image = chart(1);
    byte[] light = PngImage.of(image, LIGHT, null);
    assertThat(PngImage.of(image, PictureStyle.STANDARD, null)).isEqualTo(light);
    assertThat(pixels(light).getRGB(1, 1)).isEqualTo(0xffffffff);
    assertThat(pixels(PngImage.of(image, DARK, null)).getRGB(1, 1)).isEqualTo(0xff12161d);
    BufferedImage clear = pixels(PngImage.of(image, CLEAR, null));
    assertThat(clear.getRGB(1, 1)).isZero();
  }

  @Test
  void withoutABackgroundNothingIsHiddenInItsColor() throws Exception {
    Outline line = Outline.from(10, 10).across(90);
    Shape under = new Shape.Line(line, Surface.PAPER, Shape.LineKind.UNDER, false, false);
    Shape text = new Shape.Text(10, 30, "x", TextStyle.PLAIN, Shape.Anchor.START, true);
    VectorImage image = new VectorImage(100, 40, 0, "bridge", List.of(under, text));
    BufferedImage clear = pixels(PngImage.of(image, CLEAR, null));
    int[] all = clear.getRGB(0, 0, clear.getWidth(), clear.getHeight(), null, 0, clear.getWidth());
    assertThat(Arrays.stream(all).filter(pixel -> pixel != 0).map(pixel -> pixel & 0xffffff))
        .as("text alone")
        .isNotEmpty()
        .allMatch(rgb -> (rgb & 0xff) < 0x60);
  }

  @Test
  void largePngsAreMadeSmallerOrRefused() throws Exception {
    VectorImage large = new VectorImage(5000, 5000, 0, "large", List.of());
    assertThat(pixels(PngImage.of(large, LIGHT, null)).getWidth()).isBetween(5000, 9999);
    assertThatThrownBy(() -> PngImage.of(large, LIGHT, 2.0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10000 x 10000 pixels at scale: 2");
    VectorImage huge = new VectorImage(800, 300_000, 0, "huge", List.of());
    assertThatThrownBy(() -> PngImage.of(huge, LIGHT, null))
        .hasMessageContaining(".svg and .pdf have no such limit");
    assertThat(PdfImage.of(huge, LIGHT)).isNotEmpty();
  }

  @Test
  void sameBytesAgainWithoutTheTime() throws Exception {
    for (VectorImage image : images().values()) {
      byte[] pdf = PdfImage.of(image, LIGHT);
      assertThat(PdfImage.of(image, PictureStyle.STANDARD)).isEqualTo(pdf);
      assertThat(new String(pdf, StandardCharsets.ISO_8859_1)).doesNotContain("CreationDate");
      assertThat(PngImage.of(image, DARK, 1.0)).isEqualTo(PngImage.of(image, DARK, 1.0));
    }
  }

  @Test
  void pdfHasTheTextsAndTheirFonts() throws Exception {
    for (Map.Entry<String, VectorImage> one : images().entrySet()) {
      try (PDDocument document = Loader.loadPDF(PdfImage.of(one.getValue(), DARK))) {
        assertThat(document.getNumberOfPages()).isEqualTo(1);
        assertThat(document.getDocumentInformation().getTitle()).isEqualTo(one.getValue().title());
        String text = new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        for (String said : texts(one.getValue().shapes())) {
          assertThat(text).as(one.getKey()).contains(said.strip().replaceAll("\\s+", " "));
        }
        PDResources resources = document.getPage(0).getResources();
        for (COSName name : resources.getFontNames()) {
          assertThat(resources.getFont(name).isEmbedded()).isTrue();
        }
      }
    }
  }

  /** What is not in the fonts is drawn as the replacement character, but found and copied. */
  @Test
  void charactersThatTheFontLacksKeepTheirMeaning() throws Exception {
    String said = "nötes-日本 é▶…■ ascii\u0301";
    Shape text = new Shape.Text(20, 20, said, TextStyle.PLAIN);
    VectorImage image = new VectorImage(400, 40, 0, "wide", List.of(text));
    byte[] pdf = PdfImage.of(image, LIGHT);
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDResources resources = document.getPage(0).getResources();
      List<String> meant = new ArrayList<>();
      for (COSName name : resources.getPropertiesNames()) {
        meant.add(resources.getProperties(name).getCOSObject().getString(COSName.ACTUAL_TEXT));
      }
      assertThat(meant).containsExactlyInAnyOrder("日", "本");
      assertThat(new PDFTextStripper().getText(document)).contains("nötes-", "é▶…■ asci");
    }
    assertThat(pixels(PngImage.of(image, LIGHT, null)).getWidth()).isEqualTo(800);
  }

  static List<String> texts(List<Shape> shapes) {
    List<String> texts = new ArrayList<>();
    for (Shape shape : shapes) {
      if (shape instanceof Shape.Group group) {
        texts.addAll(texts(group.shapes()));
      } else if (shape instanceof Shape.Text text) {
        texts.add(text.text());
      }
    }
    return texts;
  }
}

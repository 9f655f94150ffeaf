package ipcsh.command;

import ipcsh.draw.PictureStyle;
import ipcsh.draw.Renderable;
import ipcsh.draw.SvgWriter;
import ipcsh.handle.UsageException;
import ipcsh.image.PdfImage;
import ipcsh.image.PngImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats in which pictures are written, each with the extension of its files. */
enum PictureFormat {
  /** Shapes, in the colours that the reader's system prefers or in given ones. */
  SVG("", true) {
    @Override
    byte[] write(Renderable sketch, PictureStyle style, Double scale) {
      return utf8(SvgWriter.of(sketch.image(), style));
    }
  },

  /** Pixels. */
  PNG("", true) {
    @Override
    byte[] write(Renderable sketch, PictureStyle style, Double scale) throws IOException {
      return PngImage.of(sketch.image(), style, scale);
    }
  },

  /** Shapes, on a page of the picture's size. */
  PDF("", true) {
    @Override
    byte[] write(Renderable sketch, PictureStyle style, Double scale) throws IOException {
      return PdfImage.of(sketch.image(), style);
    }
  },

  /** The notation of Mermaid, which makes its own layout. */
  MMD("Mermaid", false) {
    @Override
    byte[] write(Renderable sketch, PictureStyle style, Double scale) {
      return utf8(sketch.mermaid());
    }
  },

  /** The notation of Graphviz, which makes its own layout. */
  DOT("Graphviz", false) {
    @Override
    byte[] write(Renderable sketch, PictureStyle style, Double scale) {
      String dot = sketch.dot();
      if (dot == null) {
        throw new UsageException(
            "draw: this picture can be written as " + list(DOT) + ", but not as .dot (Graphviz)",
            "draw 'x.svg', sequence");
      }
      return utf8(dot);
    }
  };

  private final String reader;
  private final boolean isThemed;

  PictureFormat(String reader, boolean isThemed) {
    this.reader = reader;
    this.isThemed = isThemed;
  }

  /** The contents of a file; the scale, null for the usual one, is for pixels. */
  abstract byte[] write(Renderable sketch, PictureStyle style, Double scale) throws IOException;

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether its colours can be chosen. */
  boolean isThemed() {
    return isThemed;
  }

  /** The extension, with its dot. */
  String extension() {
    return "." + name().toLowerCase(Locale.ROOT);
  }

  /** The format of a file, or null. */
  static PictureFormat of(String file) {
    String extension = file.substring(file.lastIndexOf('.')).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(format -> format.extension().equals(extension))
        .findFirst()
        .orElse(null);
  }

  /** The extensions of all formats but one, or null, with who reads them. */
  static String list(PictureFormat but) {
    String all =
        Arrays.stream(values())
            .filter(format -> format != but)
            .map(
                format ->
                    format.extension()
                        + (format.reader.isEmpty() ? "" : " (" + format.reader + ")"))
            .collect(Collectors.joining(", "));
    return all.replaceFirst(", ([^,]*)$", " or $1");
  }
}

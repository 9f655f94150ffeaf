package ipcsh.draw;

import java.util.Map;

/** A picture that can be rendered for a terminal, and exported for other programs. */
public interface Renderable {
  /** For a terminal of this width. */
  Grid grid(int columns);

  /** As shapes. */
  VectorImage image();

  /** As SVG, for light and dark backgrounds. */
  default String svg() {
    return SvgWriter.of(image(), PictureStyle.STANDARD);
  }

  /** As Mermaid. */
  String mermaid();

  /** As Graphviz dot; null if it cannot be expressed in it. */
  String dot();

  /** Its contents as plain values. */
  Map<String, Object> model();
}

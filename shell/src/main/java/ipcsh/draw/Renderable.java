package ipcsh.draw;

import java.util.Map;

/** Something that is drawn: for a terminal, and for others who lay it out or show it. */
public interface Renderable {
  /** For a terminal that is so wide. */
  Grid grid(int columns);

  /** As SVG, for light and dark paper. */
  String svg();

  /** In the language of Mermaid. */
  String mermaid();

  /** In the language of Graphviz; null for what it cannot lay out. */
  String dot();

  /** What is drawn, as plain values. */
  Map<String, Object> model();
}

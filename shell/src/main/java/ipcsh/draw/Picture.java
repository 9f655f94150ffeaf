package ipcsh.draw;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The picture of a subject, as text for a terminal of some width. The same subject gives the same
 * picture, and what stays in a subject stays in its order.
 */
public final class Picture implements Sketch {
  /** How many columns there are where nobody says. */
  public static final int COLUMNS = 80;

  private static final int NARROW = 100;
  private static final int FLAGS_NARROW = 14;
  private static final int FLAGS_WIDE = 24;

  private final Graph graph;

  /** Of a subject. */
  public Picture(Subject subject) {
    this.graph = Graph.of(subject);
  }

  private static int flags(int columns) {
    return columns < NARROW ? FLAGS_NARROW : FLAGS_WIDE;
  }

  @Override
  public Grid grid(int columns) {
    return Painting.of(Layout.of(graph, columns, flags(columns)));
  }

  @Override
  public String svg() {
    String names = graph.tables.stream().map(Graph.Table::title).collect(Collectors.joining(", "));
    return Svg.of(Layout.of(graph, 0, FLAGS_WIDE), "What " + names + " have open");
  }

  @Override
  public String mermaid() {
    return Notation.mermaid(graph);
  }

  @Override
  public String dot() {
    return Notation.dot(graph);
  }

  @Override
  public Map<String, Object> model() {
    return Model.of(graph);
  }
}

package ipcsh.draw;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * The picture of a subject, as text for a terminal of a given width. Deterministic: the same
 * subject gives the same picture, and elements keep the order that they have in the subject.
 */
public final class GraphPicture implements Renderable {
  /** The number of columns if none is given. */
  public static final int COLUMNS = 80;

  private static final int NARROW = 100;
  static final int FLAGS_NARROW = 14;
  static final int FLAGS_WIDE = 24;

  private final Subject subject;
  private final Graph graph;
  private final RingMarks ring;

  /** The picture of a subject. */
  public GraphPicture(Subject subject) {
    this(subject, false);
  }

  /**
   * The same.
   *
   * @param legend whether its signs are explained below it
   */
  public GraphPicture(Subject subject, boolean legend) {
    this(subject, legend, RingMarks.NONE);
  }

  /** The same with a ring of waits. */
  public GraphPicture(Subject subject, boolean legend, RingMarks ring) {
    this.subject = subject;
    this.ring = ring;
    this.graph = Graph.of(subject).withLegend(legend, !ring.processes().isEmpty());
  }

  /** The cells for this many columns; 0 for unlimited. */
  static Grid grid(Graph graph, int columns, PreviousFrame before) {
    boolean isNarrow = columns > 0 && columns < NARROW;
    return TextRenderer.of(
        GraphLayout.of(graph, columns, isNarrow ? FLAGS_NARROW : FLAGS_WIDE, before));
  }

  @Override
  public Grid grid(int columns) {
    return grid(graph, columns, ring);
  }

  @Override
  public VectorImage image() {
    String names = graph.tables.stream().map(Graph.Table::title).collect(Collectors.joining(", "));
    return PlanShapes.of(
        GraphLayout.of(graph, 0, FLAGS_WIDE, ring), "What " + names + " have open");
  }

  @Override
  public String mermaid() {
    return GraphNotation.mermaid(graph);
  }

  @Override
  public String dot() {
    return GraphNotation.dot(graph);
  }

  @Override
  public Map<String, Object> model() {
    return GraphModel.of(Graph.whole(subject));
  }
}

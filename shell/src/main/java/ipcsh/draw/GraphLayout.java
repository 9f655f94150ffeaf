package ipcsh.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Lays out a graph: three columns and, between them and after the last one, the gaps in which lines
 * turn.
 */
final class GraphLayout {
  /** Marks a blocked call in a ring of waits. */
  static final char RING = '◆';

  private static final int ANY = Integer.MAX_VALUE;

  /** The maximum number of moves to resolve conflicts. */
  private static final int MOVES = 40;

  final Graph graph;
  final PreviousFrame before;

  /** For each row of a table its texts. */
  final List<List<BoxRow>> rowTexts = new ArrayList<>();

  /** For each open file description its lines. */
  final List<List<BoxRow>> fileTexts = new ArrayList<>();

  /** For each object its lines. */
  final List<List<BoxRow>> thingTexts = new ArrayList<>();

  private final List<List<LinkEnd>> linkEnds = new ArrayList<>();
  VerticalPlacement placement;
  RoutingChannel first;
  RoutingChannel second;
  RoutingChannel third;

  /** One of the ends that a link has at an object. */
  private record LinkEnd(int link, int other) {}

  private GraphLayout(Graph graph, PreviousFrame before) {
    this.graph = graph;
    this.before = before;
  }

  /** The plan of a single picture. */
  static Plan of(Graph graph, int width, int flagsRoom) {
    return of(graph, width, flagsRoom, PreviousFrame.NOTHING);
  }

  /**
   * The plan.
   *
   * @param width the number of columns
   * @param flagsRoom the maximum length of a line of flags
   * @param before the previous picture
   */
  static Plan of(Graph graph, int width, int flagsRoom, PreviousFrame before) {
    GraphLayout layout = new GraphLayout(graph, before);
    layout.texts(flagsRoom);
    layout.place();
    return new ColumnSizing(layout, width).plan();
  }

  private void texts(int flagsRoom) {
    for (Graph.Row row : graph.rows) {
      rowTexts.add(marked(row));
    }
    for (Graph.Description file : graph.files) {
      ColorRole.Mark mark = before.mark(file.file());
      fileTexts.add(
          BoxLabels.of(file.file(), file.also(), flagsRoom).stream()
              .map(line -> line.marked(before.line(file.file(), line.text())).marked(mark))
              .toList());
    }
    for (Graph.Thing thing : graph.things) {
      ColorRole.Mark mark = before.mark(thing.object());
      thingTexts.add(
          BoxLabels.of(thing.object(), thing.peer(), thing.locks()).stream()
              .map(line -> new BoxRow(graph.named(line.text()), line.tone(), line.fill()))
              .map(line -> line.marked(before.line(thing.object(), line.text())).marked(mark))
              .toList());
      linkEnds.add(new ArrayList<>());
    }
    for (int i = 0; i < graph.links.size(); i++) {
      Graph.Link link = graph.links.get(i);
      for (int to : link.to()) {
        linkEnds.get(to).add(new LinkEnd(i, link.from()));
      }
      linkEnds.get(link.from()).add(new LinkEnd(i, link.to().get(0)));
    }
    for (int i = 0; i < graph.things.size(); i++) {
      int here = i;
      // first the near ones above, then the near ones below in reverse: so they do not cross
      linkEnds
          .get(i)
          .sort(
              Comparator.<LinkEnd, Boolean>comparing(end -> end.other > here)
                  .thenComparing(end -> -end.other));
    }
  }

  private List<BoxRow> marked(Graph.Row row) {
    int pid = graph.tables.get(row.table()).process().pid();
    int number = row.numbers().isEmpty() ? PreviousFrame.NO_DESCRIPTOR : row.numbers().get(0);
    ColorRole.Mark mark = before.row(pid, number);
    ColorRole.Mark waiting = row.waits() ? before.waiting(pid, number) : ColorRole.Mark.NONE;
    return text(row).stream()
        .map(entry -> entry.tone().of() == ColorRole.Of.WAITING ? waiting(entry, waiting) : entry)
        .map(entry -> entry.marked(mark))
        .toList();
  }

  /** A blocked call; without colours a ring of waits is to be seen, too. */
  private static BoxRow waiting(BoxRow entry, ColorRole.Mark mark) {
    return mark == ColorRole.Mark.RING
        ? new BoxRow(entry.text().replace('■', RING), entry.tone().marked(mark), entry.fill())
        : entry.marked(mark);
  }

  /** The texts in a row of a table. */
  static List<BoxRow> text(Graph.Row row) {
    List<BoxRow> texts = new ArrayList<>();
    boolean isNumbered = !row.numbers().isEmpty() && row.numbers().get(0) >= 0;
    String name = ((isNumbered ? numbers(row) + " " : "") + row.variable()).strip();
    if (!name.isEmpty()) {
      texts.add(new BoxRow(name, ColorRole.STRONG, null));
    }
    if (row.closesOnExec()) {
      texts.add(BoxRow.quiet(BoxRow.CLOSES_ON_EXEC));
    }
    if (row.waits()) {
      String since = row.since() == null ? "" : " " + row.since();
      texts.add(new BoxRow("■ " + row.note() + since, ColorRole.WAITING, null));
    } else if (!row.note().isEmpty()) {
      texts.add(row.folded() ? BoxRow.plain(row.note()) : BoxRow.quiet(row.note()));
    }
    return texts;
  }

  private static String numbers(Graph.Row row) {
    List<Integer> numbers = row.numbers();
    if (row.folded()) {
      return numbers.get(0) + "…" + numbers.get(numbers.size() - 1);
    }
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** Assigns the elements to lines so that no two arrows overlap. */
  private void place() {
    int[] fileLines = new int[graph.files.size()];
    Arrays.setAll(fileLines, i -> before.lines(graph.files.get(i).file(), fileTexts.get(i).size()));
    int[] thingLines = new int[graph.things.size()];
    Arrays.setAll(
        thingLines,
        i ->
            before.lines(
                graph.things.get(i).object(),
                Math.max(thingTexts.get(i).size(), linkEnds.get(i).size())));
    placement = new VerticalPlacement(graph, fileLines, thingLines);
    first = new RoutingChannel(firstNets(), ANY, false);
    for (int moves = 0; moves < MOVES && first.stuck() != RoutingChannel.NONE; moves++) {
      placement.moveFile(first.stuck());
      first = new RoutingChannel(firstNets(), ANY, false);
    }
    second = new RoutingChannel(secondNets(), ANY, false);
    for (int moves = 0; moves < MOVES && second.stuck() != RoutingChannel.NONE; moves++) {
      placement.movePort(second.stuck());
      second = new RoutingChannel(secondNets(), ANY, false);
    }
    route(ANY, ANY, ANY);
  }

  /** Assigns tracks, at most this many in each gap. */
  void route(int firstRoom, int secondRoom, int thirdRoom) {
    first = new RoutingChannel(firstNets(), firstRoom, true);
    second = new RoutingChannel(secondNets(), secondRoom, true);
    third = new RoutingChannel(thirdNets(), thirdRoom, true);
  }

  /** Whether there are cyclic constraints between lines, so that some are replaced by labels. */
  boolean isBroken() {
    return first.isBroken() || second.isBroken();
  }

  private List<RoutingChannel.Net> firstNets() {
    List<RoutingChannel.Net> nets = new ArrayList<>();
    for (int i = 0; i < graph.files.size(); i++) {
      int[] rows = graph.files.get(i).rows().stream().mapToInt(placement::row).toArray();
      nets.add(new RoutingChannel.Net(rows, new int[] {placement.file(i)}));
    }
    return nets;
  }

  private List<RoutingChannel.Net> secondNets() {
    List<RoutingChannel.Net> nets = new ArrayList<>();
    for (int i = 0; i < graph.files.size(); i++) {
      nets.add(
          new RoutingChannel.Net(new int[] {placement.file(i)}, new int[] {placement.port(i)}));
    }
    return nets;
  }

  private List<RoutingChannel.Net> thirdNets() {
    List<RoutingChannel.Net> nets = new ArrayList<>();
    for (int i = 0; i < graph.links.size(); i++) {
      List<Integer> rows = new ArrayList<>();
      rows.add(linkLine(i, graph.links.get(i).from()));
      for (int to : graph.links.get(i).to()) {
        rows.add(linkLine(i, to));
      }
      nets.add(new RoutingChannel.Net(rows.stream().mapToInt(row -> row).toArray(), new int[0]));
    }
    return nets;
  }

  /** The line in which a link reaches an object. */
  int linkLine(int link, int thing) {
    List<LinkEnd> ends = linkEnds.get(thing);
    int at = 0;
    while (ends.get(at).link != link) {
      at++;
    }
    return placement.thing(thing) + at;
  }
}

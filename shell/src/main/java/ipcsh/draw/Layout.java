package ipcsh.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes the plan of a graph: three columns, and between them and behind the last one the spaces in
 * which lines turn.
 */
final class Layout {
  private static final int ANY = Integer.MAX_VALUE;

  /** How often something is moved out of the way. */
  private static final int MOVES = 40;

  final Graph graph;
  final Before before;

  /** For each row of a table what stands in it. */
  final List<List<Entry>> rowTexts = new ArrayList<>();

  /** For each open file description its lines. */
  final List<List<Entry>> fileTexts = new ArrayList<>();

  /** For each object its lines. */
  final List<List<Entry>> thingTexts = new ArrayList<>();

  private final List<List<LinkEnd>> linkEnds = new ArrayList<>();
  Placement placement;
  Channel first;
  Channel second;
  Channel third;

  /** One of the ends that a link has at an object. */
  private record LinkEnd(int link, int other) {}

  private Layout(Graph graph, Before before) {
    this.graph = graph;
    this.before = before;
  }

  /** The plan of a picture that stands alone. */
  static Plan of(Graph graph, int width, int flagsRoom) {
    return of(graph, width, flagsRoom, Before.NOTHING);
  }

  /**
   * The plan.
   *
   * @param width how many columns there are
   * @param flagsRoom how long a line of flags may be
   * @param before the pictures before this one
   */
  static Plan of(Graph graph, int width, int flagsRoom, Before before) {
    Layout layout = new Layout(graph, before);
    layout.texts(flagsRoom);
    layout.place();
    return new Draft(layout, width).plan();
  }

  private void texts(int flagsRoom) {
    for (Graph.Row row : graph.rows) {
      rowTexts.add(marked(row));
    }
    for (Graph.Description file : graph.files) {
      Tone.Mark mark = before.mark(file.file());
      fileTexts.add(
          Words.of(file.file(), file.also(), flagsRoom).stream()
              .map(line -> line.marked(before.line(file.file(), line.text())).marked(mark))
              .toList());
    }
    for (Graph.Thing thing : graph.things) {
      Tone.Mark mark = before.mark(thing.object());
      thingTexts.add(
          Words.of(thing.object(), thing.peer()).stream()
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
      // near ones above first, near ones below last: then they do not cross
      linkEnds
          .get(i)
          .sort(
              Comparator.<LinkEnd, Boolean>comparing(end -> end.other > here)
                  .thenComparing(end -> -end.other));
    }
  }

  private List<Entry> marked(Graph.Row row) {
    int pid = graph.tables.get(row.table()).process().pid();
    int number = row.numbers().isEmpty() ? Before.NO_DESCRIPTOR : row.numbers().get(0);
    Tone.Mark mark = before.row(pid, number);
    Tone.Mark waiting = row.waits() ? before.waiting(pid, number) : Tone.Mark.NONE;
    return text(row).stream()
        .map(entry -> entry.tone().of() == Tone.Of.WAITING ? entry.marked(waiting) : entry)
        .map(entry -> entry.marked(mark))
        .toList();
  }

  /** What stands in a row of a table. */
  static List<Entry> text(Graph.Row row) {
    List<Entry> texts = new ArrayList<>();
    if (!row.numbers().isEmpty()) {
      texts.add(new Entry(numbers(row), Tone.STRONG, null));
    }
    if (row.closesOnExec()) {
      texts.add(Entry.quiet("cloexec"));
    }
    if (row.waits()) {
      String since = row.since() == null ? "" : " " + row.since();
      texts.add(new Entry("■ " + row.note() + since, Tone.WAITING, null));
    } else if (!row.note().isEmpty()) {
      texts.add(row.folded() ? Entry.plain(row.note()) : Entry.quiet(row.note()));
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

  /** Puts everything into lines in which no two arrows lie upon each other. */
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
    placement = new Placement(graph, fileLines, thingLines);
    first = new Channel(firstNets(), ANY, false);
    for (int moves = 0; moves < MOVES && first.stuck() != Channel.NONE; moves++) {
      placement.moveFile(first.stuck());
      first = new Channel(firstNets(), ANY, false);
    }
    second = new Channel(secondNets(), ANY, false);
    for (int moves = 0; moves < MOVES && second.stuck() != Channel.NONE; moves++) {
      placement.movePort(second.stuck());
      second = new Channel(secondNets(), ANY, false);
    }
    route(ANY, ANY, ANY);
  }

  /** Finds tracks, where there is room for so many. */
  void route(int firstRoom, int secondRoom, int thirdRoom) {
    first = new Channel(firstNets(), firstRoom, true);
    second = new Channel(secondNets(), secondRoom, true);
    third = new Channel(thirdNets(), thirdRoom, true);
  }

  /** Whether there are lines that go round each other, and so have a name instead. */
  boolean isBroken() {
    return first.isBroken() || second.isBroken();
  }

  private List<Channel.Net> firstNets() {
    List<Channel.Net> nets = new ArrayList<>();
    for (int i = 0; i < graph.files.size(); i++) {
      int[] rows = graph.files.get(i).rows().stream().mapToInt(placement::row).toArray();
      nets.add(new Channel.Net(rows, new int[] {placement.file(i)}));
    }
    return nets;
  }

  private List<Channel.Net> secondNets() {
    List<Channel.Net> nets = new ArrayList<>();
    for (int i = 0; i < graph.files.size(); i++) {
      nets.add(new Channel.Net(new int[] {placement.file(i)}, new int[] {placement.port(i)}));
    }
    return nets;
  }

  private List<Channel.Net> thirdNets() {
    List<Channel.Net> nets = new ArrayList<>();
    for (int i = 0; i < graph.links.size(); i++) {
      List<Integer> rows = new ArrayList<>();
      rows.add(linkLine(i, graph.links.get(i).from()));
      for (int to : graph.links.get(i).to()) {
        rows.add(linkLine(i, to));
      }
      nets.add(new Channel.Net(rows.stream().mapToInt(row -> row).toArray(), new int[0]));
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

package ipcsh.draw;

import ipcsh.draw.Plan.Box;
import ipcsh.draw.Plan.End;
import ipcsh.draw.Plan.Label;
import ipcsh.draw.Plan.Row;
import ipcsh.draw.Plan.Wire;
import ipcsh.inspect.PipeObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Determines the horizontal sizes of a layout: the widths of the three columns, as wide as their
 * contents if there is space, and of the gaps between them. If there is no space for all lines, the
 * longest are replaced by a label at both ends.
 */
final class ColumnSizing {
  /** The minimum width of a picture. */
  static final int NARROWEST = 60;

  /** The width of a bar, with its ends and the blank after it. */
  static final int BAR = 11;

  static final int LEAST_BAR = 6;

  /** The heading of the second column. */
  private static final String FILES = "open file descriptions";

  private static final int MOST_QUIET = 16;

  /** The maximum width of quiet text if there is space left. */
  private static final int MOST_WHOLE = 40;

  /** The distance between two texts in a row. */
  static final int GAP = 2;

  private static final int LEAST_LEFT = 12;
  private static final int LEAST_MIDDLE = 12;
  private static final int LEAST_RIGHT = 16;

  /** The part of the picture that the rows may use before lines become labels. */
  private static final int READABLE = 4;

  /** The extra width of a box beyond its texts, and beyond its title. */
  private static final int BORDERS = 4;

  private static final int AROUND_TITLE = 6;

  /** The columns for both ends of a line in a gap: one is the head of an arrow, and one more. */
  private static final int ENDS = 3;

  /** The maximum number of columns added to a gap for better readability. */
  private static final int MOST_EXTRA = 12;

  private static final int AIR = 3;

  private static final int MOST_APART = 3;

  /** The maximum width of the label of a line that is not drawn. */
  private static final int NAME = 2;

  private final GraphLayout layout;
  private final Graph graph;
  private final int room;
  private final List<Box> boxes = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();
  private final List<Label> names = new ArrayList<>();
  private int left;
  private int middle;
  private int right;
  private int[] gaps;
  private int lead;
  private int step = 1;
  private int named;

  /** Sizes for this many columns; 0 for unlimited. */
  ColumnSizing(GraphLayout layout, int width) {
    this.layout = layout;
    this.graph = layout.graph;
    this.room = width == 0 ? 0 : Math.max(NARROWEST, width);
  }

  Plan plan() {
    widths();
    tables();
    files();
    things();
    firstWires();
    secondWires();
    thirdWires();
    int width = left + middle + right + Arrays.stream(gaps).sum();
    int height = boxes.stream().mapToInt(Box::bottom).max().orElse(0) + 1;
    List<Label> headings = new ArrayList<>(headings());
    if (graph.folded() > 0) {
      headings.add(new Label(0, height++, remark(), ColorRole.QUIET));
    }
    List<String> legend = graph.legend();
    height += legend.isEmpty() ? 0 : 1;
    for (String line : legend) {
      headings.add(new Label(0, height++, line, ColorRole.QUIET));
      width = Math.max(width, Glyph.width(line));
    }
    return new Plan(width, height, headings, boxes, wires, names);
  }

  private void widths() {
    left = LEAST_LEFT;
    for (List<BoxRow> row : layout.rowTexts) {
      left = Math.max(left, width(row) + BORDERS);
    }
    for (Graph.Table table : graph.tables) {
      left = Math.max(left, Glyph.width(table.title()) + AROUND_TITLE);
    }
    middle = Math.max(LEAST_MIDDLE, widest(layout.fileTexts));
    right = Math.max(LEAST_RIGHT, widest(layout.thingTexts));
    for (Graph.Thing thing : graph.things) {
      right = Math.max(right, Glyph.width(thing.object().kind()) + AROUND_TITLE);
    }
    left = layout.before.width(0, left);
    middle = layout.before.width(1, middle);
    right = layout.before.width(2, right);
    lead = layout.isBroken() ? NAME : 0;
    gaps = gaps(1);
    if (room == 0) {
      step = 2;
      gaps = gaps(step);
      gaps[0] += AIR;
      gaps[1] = Math.max(gaps[1] + AIR, FILES.length() + GAP - middle);
      return;
    }
    shrink(left + middle + right + sum() - room);
    if (left + middle + right + sum() > room) {
      squeeze(room - left - middle - right);
    } else {
      spread();
    }
  }

  private int sum() {
    return Arrays.stream(gaps).sum();
  }

  private int widest(List<List<BoxRow>> all) {
    return all.stream().flatMap(List::stream).mapToInt(this::width).max().orElse(0) + BORDERS;
  }

  private int width(List<BoxRow> row) {
    return row.stream().mapToInt(this::width).sum() + GAP * Math.max(0, row.size() - 1);
  }

  /** The minimum width of an entry: quiet text may be truncated. */
  private int width(BoxRow entry) {
    if (entry.tone().of() == ColorRole.Of.QUIET && room > 0) {
      return Math.min(MOST_QUIET, Glyph.width(entry.text()));
    }
    return Glyph.width(entry.text()) + (entry.fill() == null ? 0 : BAR);
  }

  /** Makes columns narrower by this much, those with the most text first. */
  private void shrink(int over) {
    int rest = over;
    int less = least(rest, left, Math.max(LEAST_LEFT + AROUND_TITLE, waiting()));
    left -= less;
    rest -= less;
    less = least(rest, right, Math.max(LEAST_RIGHT, right * 2 / 3));
    right -= less;
    rest -= less;
    less = least(rest, left, Math.max(LEAST_LEFT + BORDERS, waiting()));
    left -= less;
    rest -= less;
    less = least(rest, right, Math.max(LEAST_RIGHT, room / READABLE));
    right -= less;
    rest -= less;
    less = least(rest, left, Math.max(LEAST_LEFT, Math.min(readable(), room / READABLE)));
    left -= less;
    rest -= less;
    middle -= least(rest, middle, LEAST_MIDDLE);
    // lines become labels before texts become unreadable; but the picture has to fit
    int gap = Arrays.stream(emptyGaps()).sum();
    right -= least(left + middle + right + gap - room, right, LEAST_RIGHT);
    left -= least(left + middle + right + gap - room, left, LEAST_LEFT);
  }

  /** The width needed by the rows if they tell only what is most important. */
  private int readable() {
    return layout.rowTexts.stream()
        .map(row -> row.stream().filter(entry -> !entry.isOptional()).toList())
        .mapToInt(row -> width(row) + BORDERS)
        .max()
        .orElse(0);
  }

  /** The gaps without tracks, with the labels of lines. */
  private int[] emptyGaps() {
    int third = graph.links.isEmpty() ? 0 : ENDS - 1 + NAME;
    return new int[] {ENDS + 2 * NAME, ENDS + 2 * NAME, third};
  }

  /** The width needed by the rows with blocked threads, which are the most important ones. */
  private int waiting() {
    return layout.rowTexts.stream()
        .filter(row -> row.stream().anyMatch(entry -> entry.tone().of() == ColorRole.Of.WAITING))
        .mapToInt(row -> width(row) + BORDERS)
        .max()
        .orElse(0);
  }

  private static int least(int over, int from, int to) {
    return Math.max(0, Math.min(over, from - to));
  }

  /** The widths of the gaps, with this many columns per track. */
  private int[] gaps(int columns) {
    int third =
        layout.before.tracks(2, graph.links.isEmpty() ? 0 : Math.max(1, layout.third.tracks()));
    return new int[] {
      ENDS + 2 * lead + Math.max(1, layout.before.tracks(0, layout.first.tracks()) * columns),
      ENDS + 2 * lead + Math.max(1, layout.before.tracks(1, layout.second.tracks()) * columns),
      third == 0 ? 0 : ENDS - 1 + lead + third * columns
    };
  }

  /** Distributes the remaining space to truncated quiet text and to the gaps. */
  private void spread() {
    int more = Math.min(whole(layout.fileTexts), room - left - right - sum());
    middle = Math.max(middle, more);
    right = Math.max(right, Math.min(whole(layout.thingTexts), room - left - middle - sum()));
    int columns = left + middle + right;
    for (int apart = MOST_APART; apart > step; apart--) {
      if (columns + Arrays.stream(gaps(apart)).sum() <= room) {
        step = apart;
        gaps = gaps(apart);
      }
    }
    int each = Math.min(MOST_EXTRA, (room - columns - sum()) / 2);
    gaps[0] += each;
    gaps[1] += each;
  }

  /** The width of a box with all of its text. */
  private static int whole(List<List<BoxRow>> all) {
    int widest = 0;
    for (List<BoxRow> lines : all) {
      for (BoxRow entry : lines) {
        int bar = entry.fill() == null ? 0 : BAR;
        widest = Math.max(widest, Math.min(MOST_WHOLE, Glyph.width(entry.text()) + bar));
      }
    }
    return widest + BORDERS;
  }

  /** Makes the gaps fit into this many columns in total. */
  private void squeeze(int columns) {
    lead = NAME;
    int[] ends = {ENDS + 2 * NAME, ENDS + 2 * NAME, ENDS - 1 + NAME};
    int[] wanted = {layout.first.tracks(), layout.second.tracks(), layout.third.tracks()};
    int all = Math.max(1, Arrays.stream(wanted).sum());
    int tracks = Math.max(0, columns - Arrays.stream(ends).sum());
    IntUnaryOperator share = i -> Math.min(wanted[i], wanted[i] * tracks / all);
    layout.route(share.applyAsInt(0), share.applyAsInt(1), share.applyAsInt(2));
    gaps =
        new int[] {
          ends[0] + layout.first.tracks(),
          ends[1] + layout.second.tracks(),
          ends[2] + layout.third.tracks()
        };
  }

  private int middleX() {
    return left + gaps[0];
  }

  private int rightX() {
    return middleX() + middle + gaps[1];
  }

  private List<Label> headings() {
    boolean isWide = middle + gaps[1] > FILES.length() + 1;
    return List.of(
        new Label(0, 0, "descriptors", ColorRole.QUIET),
        new Label(middleX(), 0, isWide ? FILES : "open files", ColorRole.QUIET),
        new Label(rightX(), 0, "kernel objects", ColorRole.QUIET));
  }

  private String remark() {
    return graph.folded() + " similar descriptors are drawn in one row.";
  }

  /** The line in the picture: the first one is for the headings. */
  private static int y(int line) {
    return line + 1;
  }

  private void tables() {
    for (Graph.Table table : graph.tables) {
      List<Row> rows = new ArrayList<>();
      for (int row = table.first(); row < table.end(); row++) {
        rows.add(new Row(y(layout.placement.row(row)), layout.rowTexts.get(row)));
      }
      int top = rows.get(0).y() - 1;
      int height = rows.get(rows.size() - 1).y() + 2 - top;
      ColorRole tone = table.tone().marked(layout.before.process(table.process().pid()));
      boxes.add(new Box(0, top, left, height, table.title(), tone, rows));
    }
  }

  private void files() {
    for (int i = 0; i < graph.files.size(); i++) {
      int line = layout.placement.file(i);
      List<BoxRow> texts = layout.fileTexts.get(i);
      int lines = layout.placement.fileHeight(i);
      box(middleX(), line, middle, lines, null, tone(i), texts);
    }
  }

  private void things() {
    for (int i = 0; i < graph.things.size(); i++) {
      Graph.Thing thing = graph.things.get(i);
      box(
          rightX(),
          layout.placement.thing(i),
          right,
          layout.placement.height(i),
          thing.object().kind(),
          tone(thing),
          layout.thingTexts.get(i));
    }
  }

  private void box(
      int x, int line, int width, int lines, String title, ColorRole tone, List<BoxRow> texts) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      rows.add(new Row(y(line) + i, List.of(texts.get(i))));
    }
    boxes.add(new Box(x, y(line) - 1, width, lines + 2, title, tone, rows));
  }

  /** The colour role of the process that is the only holder of an open file description. */
  private ColorRole tone(int file) {
    List<Integer> tables =
        graph.files.get(file).rows().stream()
            .map(row -> graph.rows.get(row).table())
            .distinct()
            .toList();
    ColorRole tone = tables.size() == 1 ? graph.tables.get(tables.get(0)).tone() : ColorRole.PLAIN;
    return tone.marked(layout.before.mark(graph.files.get(file).file()));
  }

  private ColorRole tone(Graph.Thing thing) {
    return ColorRole.object(ObjectCategory.of(thing.object()))
        .marked(layout.before.mark(thing.object()));
  }

  private void firstWires() {
    int start = left;
    int end = middleX() - 1;
    for (int i = 0; i < graph.files.size(); i++) {
      List<End> ends = new ArrayList<>();
      for (int row : graph.files.get(i).rows()) {
        ends.add(new End(start, y(layout.placement.row(row)), true, false));
      }
      ends.add(new End(end, y(layout.placement.file(i)), false, true));
      join(layout.first, i, trunk(start, gaps[0], layout.first, i), tone(i), ends);
    }
  }

  private void secondWires() {
    int start = middleX() + middle;
    int end = rightX() - 1;
    for (int i = 0; i < graph.files.size(); i++) {
      Graph.Description file = graph.files.get(i);
      Graph.Thing thing = graph.things.get(file.object());
      // a pipe has a direction: bytes enter or leave it
      boolean isPipe = thing.object() instanceof PipeObject;
      boolean out = isPipe && file.file().reads();
      boolean in = !isPipe || file.file().writes();
      List<End> ends =
          List.of(
              new End(start, y(layout.placement.file(i)), true, out),
              new End(end, y(layout.placement.port(i)), false, in));
      join(layout.second, i, trunk(start, gaps[1], layout.second, i), tone(thing), ends);
    }
  }

  private void thirdWires() {
    int start = rightX() + right;
    for (int i = 0; i < graph.links.size(); i++) {
      Graph.Link link = graph.links.get(i);
      List<End> ends = new ArrayList<>();
      ends.add(new End(start, y(layout.linkLine(i, link.from())), true, link.both()));
      for (int to : link.to()) {
        ends.add(new End(start, y(layout.linkLine(i, to)), true, true));
      }
      int track = start + lead + 1 + (layout.third.track(i) + 1) * step - 1 + (step == 1 ? 1 : 0);
      join(layout.third, i, track, tone(graph.things.get(link.from())), ends);
    }
  }

  /** The column of a track; tracks are distributed over the gap. */
  private int trunk(int start, int width, RoutingChannel channel, int net) {
    if (channel.track(net) == RoutingChannel.NONE) {
      return -1;
    }
    int usable = width - 2 - 2 * lead;
    return start + 1 + lead + (2 * channel.track(net) + 1) * usable / (2 * channel.tracks());
  }

  private void join(RoutingChannel channel, int net, int trunk, ColorRole tone, List<End> ends) {
    boolean isStraight = ends.stream().map(End::y).distinct().count() == 1;
    if (isStraight) {
      wires.add(new Wire(tone, -1, ends));
    } else if (channel.track(net) != RoutingChannel.NONE) {
      wires.add(new Wire(tone, trunk, ends));
    } else {
      String name = name(named++);
      for (End end : ends) {
        wires.add(new Wire(tone, -1, List.of(end)));
        int x = end.isLeft() ? end.x() + 1 : end.x() - name.length();
        names.add(new Label(x, end.y(), name, tone));
      }
    }
  }

  /** {@code a} to {@code z}, {@code aa}, ... */
  private static String name(int number) {
    int letters = 26;
    String last = String.valueOf((char) ('a' + number % letters));
    return number < letters ? last : name(number / letters - 1) + last;
  }
}

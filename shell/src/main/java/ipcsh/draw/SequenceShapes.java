package ipcsh.draw;

import ipcsh.draw.Shape.Anchor;
import ipcsh.draw.Shape.LineKind;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;

/**
 * The chart as shapes: an arrow leads from the send to the receive, and is the steeper the later
 * the data was received. A bar on a lane is a blocked call.
 */
final class SequenceShapes {
  private static final int LETTER = 8;
  private static final int ROW = 30;
  private static final int MARGIN = 20;
  private static final int HEAD = 30;
  private static final int TOP = MARGIN + HEAD + ROW;
  private static final int LEAST_GAP = 170;
  private static final int AROUND_WORDS = 48;
  private static final int BAR = 8;
  private static final int LOOP = 34;
  private static final int ROUND = 7;

  private final Sequence sequence;
  private final int gap;
  private final int left;
  private final int right;
  private final List<Shape> shapes = new ArrayList<>();

  private SequenceShapes(Sequence sequence) {
    this.sequence = sequence;
    int words = sequence.steps().stream().mapToInt(step -> step.account().length()).max().orElse(0);
    this.gap = Math.max(LEAST_GAP, words * LETTER + AROUND_WORDS);
    List<String> lanes = sequence.lanes();
    int first = headWidth(lanes.get(0)) / 2;
    boolean saysLeft =
        sequence.steps().stream()
            .anyMatch(step -> sequence.lane(step) == 0 && saysBeside(step) && comesFromRight(step));
    this.left = MARGIN + (saysLeft ? Math.max(first, gap) : first);
    int last = headWidth(lanes.get(lanes.size() - 1)) / 2;
    boolean saysRight =
        sequence.steps().stream()
            .anyMatch(
                step ->
                    sequence.lane(step) == lanes.size() - 1
                        && saysBeside(step)
                        && !comesFromRight(step));
    this.right = MARGIN + (saysRight ? Math.max(last, gap) : last);
  }

  /** The chart of a sequence that is not empty. */
  static VectorImage of(Sequence sequence) {
    return new SequenceShapes(sequence).draw();
  }

  private static int headWidth(String name) {
    return Math.max(80, Glyph.width(name) * LETTER + 3 * LETTER);
  }

  /** Whether its label is beside its lane, because no arrow is there. */
  private static boolean saysBeside(ChartExchange step) {
    boolean alone = step.others().isEmpty() && !step.isLonePacket();
    boolean loops = !alone && !step.isLonePacket() && step.others().get(0).who().equals(step.who());
    return alone || loops || !step.gives() && step.isRemarkable();
  }

  /** Whether an arrow arrives from the right, so that its label is to the left of its lane. */
  private boolean comesFromRight(ChartExchange step) {
    return !step.gives()
        && !step.others().isEmpty()
        && sequence.lane(step.others().get(0)) > sequence.lane(step);
  }

  private int x(int lane) {
    return left + lane * gap;
  }

  private int x(ChartExchange step) {
    return x(sequence.lane(step));
  }

  private static int y(ChartExchange step) {
    return TOP + step.row() * ROW;
  }

  private VectorImage draw() {
    List<String> lanes = sequence.lanes();
    int width = x(lanes.size() - 1) + right;
    int bottom = TOP + sequence.steps().size() * ROW;
    for (int i = 0; i < lanes.size(); i++) {
      lane(i, bottom);
    }
    sequence.steps().stream().filter(ChartExchange::hasWaited).forEach(this::wait);
    sequence.steps().stream().filter(ChartExchange::gives).forEach(this::arrow);
    sequence.steps().forEach(this::say);
    String title = "What " + String.join(", ", lanes) + " sent to each other";
    return new VectorImage(width, bottom + MARGIN, 0, title, List.copyOf(shapes));
  }

  private void lane(int lane, int bottom) {
    ColorRole tone = ColorRole.process(lane);
    String name = sequence.lanes().get(lane);
    int width = headWidth(name);
    Outline line = Outline.from(x(lane), MARGIN + HEAD).along(bottom);
    shapes.add(new Shape.Line(line, tone, LineKind.LANE, false, false));
    int left = x(lane) - width / 2;
    shapes.add(new Shape.Rectangle(left, MARGIN, width, HEAD, ROUND, tone, null));
    int baseline = MARGIN + HEAD - 10;
    shapes.add(new Shape.Text(x(lane), baseline, name, TextStyle.TITLE, Anchor.MIDDLE, false));
  }

  /** A bar from before the first step that occurred while it was blocked, to its return. */
  private void wait(ChartExchange step) {
    IntSummaryStatistics during =
        sequence.steps().stream()
            .filter(other -> other == step || step.waitedAt(other.when()))
            .mapToInt(SequenceShapes::y)
            .summaryStatistics();
    int from = during.getMin();
    int top = from - ROW / 2;
    int height = during.getMax() - from + ROW / 2;
    int left = x(step) - BAR / 2;
    shapes.add(new Shape.Rectangle(left, top, BAR, height, 3, Surface.WAITING, null));
  }

  private void arrow(ChartExchange step) {
    ColorRole tone = ColorRole.process(sequence.lane(step));
    int from = x(step);
    Outline line = Outline.from(from, y(step));
    if (step.isLonePacket()) {
      int middle = (from + x(sequence.target(step))) / 2;
      line.across(middle);
      shapes.add(new Shape.Line(line, tone, LineKind.WIRE, false, false));
      String end = step.packetEnd();
      shapes.add(new Shape.Text(middle, y(step) + 5, end, TextStyle.TITLE, Anchor.MIDDLE, true));
      return;
    }
    if (step.others().isEmpty()) {
      line.across(from + 14);
      shapes.add(new Shape.Line(line, tone, LineKind.WIRE, false, false));
      shapes.add(new Shape.Circle(from + 18, y(step), 4, Surface.BOX, tone));
      return;
    }
    ChartExchange taker = step.others().get(0);
    int to = x(taker);
    if (from == to) {
      line.across(from + LOOP - ROUND)
          .corner(true, ROUND, ROUND)
          .along(y(taker) - ROUND)
          .corner(false, -ROUND, ROUND)
          .across(to + 2);
    } else {
      line.to(to + (from < to ? -2 : 2), y(taker));
    }
    shapes.add(new Shape.Line(line, tone, LineKind.WIRE, false, true));
  }

  private void say(ChartExchange step) {
    int y = y(step);
    if (step.gives() && !saysBeside(step)) {
      int to = step.isLonePacket() ? x(sequence.target(step)) : x(step.others().get(0));
      boolean rightwards = x(step) < to;
      int at = x(step) + (rightwards ? 14 : -14);
      Anchor anchor = rightwards ? Anchor.START : Anchor.END;
      shapes.add(new Shape.Text(at, y - 5, step.words(), TextStyle.PLAIN, anchor, true));
    } else if (saysBeside(step)) {
      boolean loops = !step.others().isEmpty() && step.others().get(0).who().equals(step.who());
      int at = x(step) + (loops ? LOOP + LETTER : step.gives() ? 30 : 14);
      int baseline = y + (step.gives() == loops ? 5 : 4);
      TextStyle style = step.gives() ? TextStyle.PLAIN : TextStyle.QUIET;
      boolean isLeft = comesFromRight(step);
      Anchor anchor = isLeft ? Anchor.END : Anchor.START;
      at = isLeft ? x(step) - 14 : at;
      shapes.add(new Shape.Text(at, baseline, step.account(), style, anchor, true));
    }
  }
}

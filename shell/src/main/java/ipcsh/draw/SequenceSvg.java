package ipcsh.draw;

import java.util.IntSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The chart as SVG: an arrow leads from the send to the receive, and is the steeper the later the
 * data was received. A bar on a lane is a blocked call.
 */
final class SequenceSvg {
  private static final int LETTER = 8;
  private static final int ROW = 30;
  private static final int MARGIN = 20;
  private static final int HEAD = 30;
  private static final int TOP = MARGIN + HEAD + ROW;
  private static final int LEAST_GAP = 170;
  private static final int AROUND_WORDS = 48;
  private static final int BAR = 8;
  private static final int LOOP = 34;

  private final Sequence sequence;
  private final int gap;
  private final int left;
  private final int right;
  private final StringBuilder out = new StringBuilder();

  private SequenceSvg(Sequence sequence) {
    this.sequence = sequence;
    int words = sequence.steps().stream().mapToInt(step -> step.account().length()).max().orElse(0);
    this.gap = Math.max(LEAST_GAP, words * LETTER + AROUND_WORDS);
    List<String> lanes = sequence.lanes();
    this.left = MARGIN + headWidth(lanes.get(0)) / 2;
    int last = headWidth(lanes.get(lanes.size() - 1)) / 2;
    boolean saysRight =
        sequence.steps().stream()
            .anyMatch(step -> sequence.lane(step) == lanes.size() - 1 && saysBeside(step));
    this.right = MARGIN + (saysRight ? Math.max(last, gap) : last);
  }

  /** The chart of a sequence that is not empty. */
  static String of(Sequence sequence) {
    return new SequenceSvg(sequence).draw();
  }

  private static int headWidth(String name) {
    return Math.max(80, Glyph.width(name) * LETTER + 3 * LETTER);
  }

  /** Whether its label is to the right of its lane, because no arrow is there. */
  private static boolean saysBeside(ChartExchange step) {
    boolean alone = step.others().isEmpty();
    boolean loops = !alone && step.others().get(0).who().equals(step.who());
    return alone || loops || !step.gives() && step.isRemarkable();
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

  private String draw() {
    List<String> lanes = sequence.lanes();
    int width = x(lanes.size() - 1) + right;
    int bottom = TOP + sequence.steps().size() * ROW;
    int height = bottom + MARGIN;
    Set<ColorRole> tones = new LinkedHashSet<>();
    for (int i = 0; i < lanes.size(); i++) {
      tones.add(ColorRole.process(i));
    }
    String title = "What " + String.join(", ", lanes) + " sent to each other";
    Svg.begin(out, width, height, title, tones);
    for (int i = 0; i < lanes.size(); i++) {
      lane(i, bottom);
    }
    sequence.steps().stream().filter(ChartExchange::hasWaited).forEach(this::wait);
    sequence.steps().stream().filter(ChartExchange::gives).forEach(this::arrow);
    sequence.steps().forEach(this::say);
    return out.append("</svg>\n").toString();
  }

  private void lane(int lane, int bottom) {
    String name = SvgStyle.name(ColorRole.process(lane));
    String text = sequence.lanes().get(lane);
    int width = headWidth(text);
    out.append("<path class=\"wire lane ").append(name).append("-line\" d=\"M").append(x(lane));
    out.append(' ').append(MARGIN + HEAD).append("V").append(bottom).append("\"/>\n");
    out.append("<rect class=\"").append(name).append("\" x=\"").append(x(lane) - width / 2);
    out.append("\" y=\"").append(MARGIN).append("\" width=\"").append(width);
    out.append("\" height=\"").append(HEAD).append("\" rx=\"7\"/>\n");
    text(x(lane), MARGIN + HEAD - 10, "title middle", text);
  }

  private void text(int x, int y, String classes, String text) {
    out.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" class=\"");
    out.append(classes).append("\">").append(Markup.escape(text)).append("</text>\n");
  }

  /** A bar from before the first step that occurred while it was blocked, to its return. */
  private void wait(ChartExchange step) {
    IntSummaryStatistics during =
        sequence.steps().stream()
            .filter(other -> other == step || step.waitedAt(other.when()))
            .mapToInt(SequenceSvg::y)
            .summaryStatistics();
    int from = during.getMin();
    out.append("<rect class=\"waits\" x=\"").append(x(step) - BAR / 2).append("\" y=\"");
    out.append(from - ROW / 2).append("\" width=\"").append(BAR).append("\" height=\"");
    out.append(during.getMax() - from + ROW / 2).append("\" rx=\"3\"/>\n");
  }

  private void arrow(ChartExchange step) {
    String name = SvgStyle.name(ColorRole.process(sequence.lane(step)));
    int from = x(step);
    if (step.others().isEmpty()) {
      out.append("<path class=\"wire ").append(name).append("-line\" d=\"M").append(from);
      out.append(' ').append(y(step)).append("h14\"/>\n<circle class=\"box ").append(name);
      out.append("-line\" cx=\"").append(from + 18).append("\" cy=\"").append(y(step));
      out.append("\" r=\"4\"/>\n");
      return;
    }
    ChartExchange taker = step.others().get(0);
    int to = x(taker);
    out.append("<path class=\"wire ").append(name).append("-line\" d=\"M").append(from);
    out.append(' ').append(y(step));
    if (from == to) {
      out.append("h")
          .append(LOOP - 7)
          .append("q7 0 7 7V")
          .append(y(taker) - 7)
          .append("q0 7 -7 7H");
      out.append(to + 2);
    } else {
      out.append("L").append(to + (from < to ? -2 : 2)).append(' ').append(y(taker));
    }
    out.append("\" marker-end=\"url(#head-").append(name).append(")\"/>\n");
  }

  private void say(ChartExchange step) {
    int y = y(step);
    if (step.gives() && !saysBeside(step)) {
      boolean rightwards = x(step) < x(step.others().get(0));
      int at = x(step) + (rightwards ? 14 : -14);
      text(at, y - 5, rightwards ? "text over" : "text over end", step.words());
    } else if (saysBeside(step)) {
      boolean loops = !step.others().isEmpty() && step.others().get(0).who().equals(step.who());
      int at = x(step) + (loops ? LOOP + LETTER : step.gives() ? 30 : 14);
      String tone = step.gives() ? "text over" : "text over quiet";
      text(
          at,
          loops && !step.gives() ? y + 4 : y + (step.gives() && !loops ? 4 : 5),
          tone,
          step.account());
    }
  }
}

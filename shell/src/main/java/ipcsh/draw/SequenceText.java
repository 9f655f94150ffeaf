package ipcsh.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The chart in box-drawing characters: lanes from top to bottom, thick where a call is blocked.
 * Data received without delay is one arrow; an arrow for data received later ends at a number, and
 * continues from that number where the data is received.
 */
final class SequenceText {
  private static final int LEAST_GAP = 10;
  private static final int MOST_GAP = 48;
  private static final int AROUND_WORDS = 6;

  /** A label with fewer characters says nothing. */
  private static final int LEAST_LABEL = 6;

  private static final char LINE = '│';
  private static final char WAITS = '┃';

  private final Sequence sequence;
  private final int width;
  private final int[] columns;
  private final List<Line> lines = new ArrayList<>();
  private Line line;
  private int numbers;
  private final List<ChartExchange> under = new ArrayList<>();

  /** A line being drawn: its characters and their colour roles. */
  private record Line(char[] chars, ColorRole[] tones) {
    static Line blank(int width) {
      Line blank = new Line(new char[width], new ColorRole[width]);
      Arrays.fill(blank.chars, ' ');
      Arrays.fill(blank.tones, ColorRole.PLAIN);
      return blank;
    }

    boolean isLane(int at) {
      return chars[at] == LINE || chars[at] == WAITS;
    }

    void set(int at, char what, ColorRole tone) {
      if (at >= 0 && at < chars.length) {
        chars[at] = what;
        tones[at] = tone;
      }
    }
  }

  private SequenceText(Sequence sequence, int width) {
    this.sequence = sequence;
    this.width = width;
    this.columns = columns();
  }

  /** The chart in this many columns. */
  static Grid of(Sequence sequence, int width) {
    return new SequenceText(sequence, width).draw();
  }

  private int[] columns() {
    List<String> lanes = sequence.lanes();
    int wanted = LEAST_GAP;
    for (ChartExchange step : sequence.steps()) {
      wanted = Math.max(wanted, step.account().length() + AROUND_WORDS);
    }
    int count = lanes.size();
    int left = Math.min(Glyph.width(lanes.get(0)) / 2 + 1, LEAST_GAP);
    int right = Math.min(Glyph.width(lanes.get(count - 1)) / 2 + 1, LEAST_GAP);
    int room = count == 1 ? 0 : (width - left - right - 1) / (count - 1);
    int gap = Math.max(LEAST_GAP, Math.min(Math.min(wanted, MOST_GAP), room));
    int[] at = new int[count];
    for (int i = 0; i < count; i++) {
      at[i] = left + i * gap;
    }
    return at;
  }

  private Grid draw() {
    lanes(null);
    end();
    List<ChartExchange> steps = sequence.steps();
    List<ChartExchange> waiting =
        new ArrayList<>(steps.stream().filter(ChartExchange::hasWaited).toList());
    for (ChartExchange step : steps) {
      for (ChartExchange each : List.copyOf(waiting)) {
        if (each.exchange().began() < step.when()) {
          waiting.remove(each);
          remark(each, step, "", each.exchange().call() + " waits", ColorRole.WAITING);
        }
      }
      if (step.gives()) {
        gives(step);
      } else {
        takes(step);
      }
    }
    lanes(null);
    end();
    Grid grid = new Grid(width, lines.size() + 1);
    heads(grid);
    for (int y = 0; y < lines.size(); y++) {
      Line done = lines.get(y);
      for (int x = 0; x < width; x++) {
        grid.put(x, y + 1, String.valueOf(done.chars[x]), done.tones[x]);
      }
    }
    return grid;
  }

  private void heads(Grid grid) {
    List<String> names = sequence.lanes();
    int free = 0;
    for (int i = 0; i < names.size() && columns[i] < width; i++) {
      boolean isLast = i + 1 == names.size() || columns[i + 1] >= width;
      int room = isLast ? width - free : columns[i + 1] - columns[i] - 1;
      String name = Glyph.fitName(names.get(i), Math.max(1, room));
      int wide = Glyph.width(name);
      int at = Math.max(free, Math.min(columns[i] - wide / 2, width - wide));
      free = grid.put(at, 0, name, ColorRole.process(i)) + 1;
    }
  }

  /** Begins a line with the lanes in their states at that time. */
  private void lanes(ChartExchange at) {
    line = Line.blank(Math.max(width, columns[columns.length - 1] + 1));
    for (int i = 0; i < columns.length; i++) {
      boolean waits = at != null && sequence.waits(i, at);
      line.set(columns[i], waits ? WAITS : LINE, waits ? ColorRole.WAITING : ColorRole.process(i));
    }
  }

  /** Ends a line; what exceeds the width, because there are too many participants, is cut off. */
  private void end() {
    lines.add(line);
  }

  private void put(int at, String text, ColorRole tone) {
    for (int i = 0; i < text.length(); i++) {
      line.set(at + i, text.charAt(i), tone);
    }
  }

  /** The colour role of the participant. */
  private ColorRole tone(ChartExchange step) {
    return ColorRole.process(sequence.lane(step));
  }

  private static String cut(String text, int room) {
    return text.length() <= room ? text : text.substring(0, Math.max(0, room - 1)) + "…";
  }

  private void gives(ChartExchange step) {
    int from = columns[sequence.lane(step)];
    if (step.isLonePacket()) {
      lost(step, from, columns[sequence.target(step)]);
      return;
    }
    ChartExchange taker = step.others().isEmpty() ? null : step.others().get(0);
    if (taker == null) {
      remark(step, step, "─○", step.account(), ColorRole.PLAIN);
      return;
    }
    if (taker.who().equals(step.who())) {
      boolean atOnce = taker.row() == step.row() + 1;
      if (!atOnce) {
        under.add(step);
        numbers++;
      }
      remark(step, step, atOnce ? "╮" : "▶(" + numbers + ")", step.words(), ColorRole.PLAIN);
      return;
    }
    int to = columns[sequence.lane(taker)];
    lanes(step);
    label(from, to, step.words());
    end();
    lanes(step);
    if (taker.row() == step.row() + 1) {
      arrow(from, to, tone(step));
      end();
    } else {
      under.add(step);
      int middle = (from + to) / 2;
      arrow(from, middle, tone(step));
      put(middle - (from < to ? 0 : 2), "(" + ++numbers + ")", ColorRole.STRONG);
      end();
    }
  }

  /** A packet that has not arrived: a line that ends at a cross, or at dots. */
  private void lost(ChartExchange step, int from, int to) {
    lanes(step);
    label(from, to, step.words());
    end();
    lanes(step);
    int middle = (from + to) / 2;
    arrow(from, middle, tone(step));
    put(middle - (from < to ? 1 : -1), step.packetEnd(), ColorRole.STRONG);
    end();
  }

  private void takes(ChartExchange step) {
    int to = columns[sequence.lane(step)];
    boolean drawn = false;
    for (ChartExchange giver : step.others()) {
      if (giver.who().equals(step.who())) {
        int number = under.indexOf(giver) + 1;
        remark(step, step, number == 0 ? "◀╯" : "◀(" + number + ")", step.words(), ColorRole.QUIET);
        drawn = true;
      } else if (under.contains(giver) && giver.others().get(0) == step) {
        int from = columns[sequence.lane(giver)];
        lanes(step);
        int middle = (from + to) / 2;
        arrow(middle, to, tone(giver));
        put(middle - (from < to ? 2 : 0), "(" + (under.indexOf(giver) + 1) + ")", ColorRole.STRONG);
        boolean isLabelled = drawn || beside(step, to, middle);
        end();
        if (!isLabelled) {
          remark(step, step, "", step.words(), ColorRole.QUIET);
        }
        drawn = true;
      }
    }
    if (!drawn && step.isRemarkable()) {
      remark(step, step, "", step.words(), ColorRole.QUIET);
    }
  }

  /**
   * The receiver's label, on the side of its lane opposite to the arrow.
   *
   * @return false if there is no room for it
   */
  private boolean beside(ChartExchange step, int lane, int middle) {
    boolean isRight = middle < lane;
    int room = (isRight ? nextLane(lane) - lane : lane - previousLane(lane)) - 3;
    if (room < Math.min(step.words().length(), LEAST_LABEL)) {
      return false;
    }
    String words = cut(step.words(), room);
    put(isRight ? lane + 2 : lane - 1 - words.length(), words, ColorRole.QUIET);
    return true;
  }

  private int nextLane(int lane) {
    return Arrays.stream(columns).filter(each -> each > lane).findFirst().orElse(width);
  }

  private int previousLane(int lane) {
    return Arrays.stream(columns).filter(each -> each < lane).max().orElse(-1);
  }

  /** A hook and a label next to a participant's lane, on the side with more space. */
  private void remark(
      ChartExchange of, ChartExchange at, String hook, String words, ColorRole tone) {
    int lane = columns[sequence.lane(of)];
    lanes(at);
    int right = nextLane(lane) - lane - 3 - hook.length();
    int left = lane - previousLane(lane) - 3 - hook.length();
    if (right >= words.length() || right >= left) {
      put(lane + 1, hook, tone(of));
      put(lane + 2 + hook.length(), cut(words, right), tone);
    } else {
      String shown = cut(words, left);
      put(lane - hook.length(), mirrored(hook), tone(of));
      put(lane - hook.length() - 1 - shown.length(), shown, tone);
    }
    end();
  }

  private static String mirrored(String hook) {
    String turned = hook.replace('╮', '╭').replace("◀╯", "╰▶").replace("─○", "○─");
    return turned.startsWith("◀")
        ? turned.substring(1) + "▶"
        : turned.startsWith("▶") ? turned.substring(1) + "◀" : turned;
  }

  private void label(int from, int to, String words) {
    int first = from < to ? from : previousLane(from);
    int second = from < to ? nextLane(from) : from;
    String shown = cut(words, second - first - 3);
    put(first + 1 + (second - first - 1 - shown.length()) / 2, shown, ColorRole.PLAIN);
  }

  /** A line that starts at a lane, or between lanes, and points at the other lane. */
  private void arrow(int from, int to, ColorRole tone) {
    int step = from < to ? 1 : -1;
    if (line.isLane(from)) {
      line.set(from, step > 0 ? '├' : '┤', line.tones[from]);
    }
    for (int i = from + step; i != to; i += step) {
      line.set(i, line.isLane(i) ? '┼' : '─', tone);
    }
    line.set(to - step, step > 0 ? '▶' : '◀', tone);
  }
}

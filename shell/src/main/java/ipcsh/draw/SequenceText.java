package ipcsh.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The chart in box-drawing characters: lanes from top to bottom, thick where somebody waits in a
 * call. What arrives at once is one arrow; what is taken later ends in a number, with which the
 * arrow begins again where it is taken.
 */
final class SequenceText {
  private static final int LEAST_GAP = 10;
  private static final int MOST_GAP = 48;
  private static final int AROUND_WORDS = 6;
  private static final char LINE = '│';
  private static final char WAITS = '┃';

  private final Sequence sequence;
  private final int width;
  private final int[] columns;
  private final List<String> lines = new ArrayList<>();
  private char[] line;
  private int numbers;
  private final List<Step> under = new ArrayList<>();

  private SequenceText(Sequence sequence, int width) {
    this.sequence = sequence;
    this.width = width;
    this.columns = columns();
  }

  /** The chart in lines of at most so many characters. */
  static List<String> of(Sequence sequence, int width) {
    return new SequenceText(sequence, width).draw();
  }

  private int[] columns() {
    List<String> lanes = sequence.lanes();
    int wanted = LEAST_GAP;
    for (Step step : sequence.steps()) {
      wanted = Math.max(wanted, words(step).length() + AROUND_WORDS);
    }
    int count = lanes.size();
    int left = Math.min(lanes.get(0).length() / 2 + 1, LEAST_GAP);
    int right = Math.min(lanes.get(count - 1).length() / 2 + 1, LEAST_GAP);
    int room = count == 1 ? 0 : (width - left - right - 1) / (count - 1);
    int gap = Math.max(LEAST_GAP, Math.min(Math.min(wanted, MOST_GAP), room));
    int[] at = new int[count];
    for (int i = 0; i < count; i++) {
      at[i] = left + i * gap;
    }
    return at;
  }

  private List<String> draw() {
    heads();
    List<Step> steps = sequence.steps();
    List<Step> waiting = new ArrayList<>(steps.stream().filter(Step::hasWaited).toList());
    for (Step step : steps) {
      for (Step each : List.copyOf(waiting)) {
        if (each.exchange().began() < step.when()) {
          waiting.remove(each);
          remark(each, step, "", each.exchange().call() + " waits");
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
    return lines;
  }

  private void heads() {
    line = blank();
    List<String> names = sequence.lanes();
    for (int i = 0; i < names.size(); i++) {
      int room = i + 1 < names.size() ? columns[i + 1] - columns[i] - 1 : width;
      String name = cut(names.get(i), Math.max(1, room));
      put(Math.max(0, columns[i] - name.length() / 2), name);
    }
    end();
    lanes(null);
    end();
  }

  private char[] blank() {
    char[] blank = new char[Math.max(width, columns[columns.length - 1] + 1)];
    Arrays.fill(blank, ' ');
    return blank;
  }

  /** Begins a line with all lanes as they are at that time. */
  private void lanes(Step at) {
    line = blank();
    for (int i = 0; i < columns.length; i++) {
      line[columns[i]] = at != null && sequence.waits(i, at) ? WAITS : LINE;
    }
  }

  /** A line that is too long, since too many took part, is cut off. */
  private void end() {
    lines.add(cut(new String(line).stripTrailing(), width));
  }

  /** What is said of a step: also what became of it where nothing did. */
  private static String words(Step step) {
    return step.gives() && step.others().isEmpty() ? step.words() + "  (not taken)" : step.words();
  }

  private void put(int at, String text) {
    for (int i = Math.max(0, -at); i < text.length() && at + i < line.length; i++) {
      line[at + i] = text.charAt(i);
    }
  }

  private static String cut(String text, int room) {
    return text.length() <= room ? text : text.substring(0, Math.max(0, room - 1)) + "…";
  }

  private void gives(Step step) {
    int from = columns[sequence.lane(step)];
    Step taker = step.others().isEmpty() ? null : step.others().get(0);
    if (taker == null) {
      remark(step, step, "─○", words(step));
      return;
    }
    if (taker.who().equals(step.who())) {
      boolean atOnce = taker.row() == step.row() + 1;
      if (!atOnce) {
        under.add(step);
        numbers++;
      }
      remark(step, step, atOnce ? "╮" : "▶(" + numbers + ")", step.words());
      return;
    }
    int to = columns[sequence.lane(taker)];
    lanes(step);
    label(from, to, step.words());
    end();
    lanes(step);
    if (taker.row() == step.row() + 1) {
      arrow(from, to);
      end();
    } else {
      under.add(step);
      int middle = (from + to) / 2;
      arrow(from, middle);
      put(middle - (from < to ? 0 : 2), "(" + ++numbers + ")");
      end();
    }
  }

  private void takes(Step step) {
    int to = columns[sequence.lane(step)];
    boolean drawn = false;
    for (Step giver : step.others()) {
      if (giver.who().equals(step.who())) {
        int number = under.indexOf(giver) + 1;
        remark(step, step, number == 0 ? "◀╯" : "◀(" + number + ")", step.words());
        drawn = true;
      } else if (under.contains(giver) && giver.others().get(0) == step) {
        int from = columns[sequence.lane(giver)];
        lanes(step);
        int middle = (from + to) / 2;
        arrow(middle, to);
        put(middle - (from < to ? 2 : 0), "(" + (under.indexOf(giver) + 1) + ")");
        if (!drawn) {
          beside(step, to, middle);
        }
        end();
        drawn = true;
      }
    }
    if (!drawn && step.isRemarkable()) {
      remark(step, step, "", step.words());
    }
  }

  /** The words of who takes, on the side of its lane where the arrow is not. */
  private void beside(Step step, int lane, int middle) {
    if (middle < lane) {
      int room = nextLane(lane) - lane - 3;
      put(lane + 2, cut(step.words(), room));
    } else {
      String words = cut(step.words(), lane - previousLane(lane) - 3);
      put(lane - 1 - words.length(), words);
    }
  }

  private int nextLane(int lane) {
    return Arrays.stream(columns).filter(each -> each > lane).findFirst().orElse(width);
  }

  private int previousLane(int lane) {
    return Arrays.stream(columns).filter(each -> each < lane).max().orElse(-1);
  }

  /** A hook and words beside the lane of who did something, where there is more room. */
  private void remark(Step of, Step at, String hook, String words) {
    int lane = columns[sequence.lane(of)];
    lanes(at);
    int right = nextLane(lane) - lane - 3 - hook.length();
    int left = lane - previousLane(lane) - 3 - hook.length();
    if (right >= words.length() || right >= left) {
      put(lane + 1, hook + " " + cut(words, right));
    } else {
      String shown = cut(words, left) + " " + mirrored(hook);
      put(lane - shown.length(), shown);
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
    put(first + 1 + (second - first - 1 - shown.length()) / 2, shown);
  }

  /** A line that begins at a lane, or anywhere, and points at the place before the other one. */
  private void arrow(int from, int to) {
    int step = from < to ? 1 : -1;
    boolean lane = line[from] == LINE || line[from] == WAITS;
    if (lane) {
      line[from] = step > 0 ? '├' : '┤';
    }
    for (int i = from + step; i != to; i += step) {
      line[i] = line[i] == LINE || line[i] == WAITS ? '┼' : '─';
    }
    line[to - step] = step > 0 ? '▶' : '◀';
  }
}

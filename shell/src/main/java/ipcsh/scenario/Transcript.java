package ipcsh.scenario;

import ipcsh.language.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What is shown of a scenario as lines of text: {@code server> bind s, 'x'}, {@code server: 0},
 * {@code server! bind(3, "x") = -1 ...} for a failure, {@code server* blocked in recvfrom(3, ...)}.
 * For an entry that ends in {@code // varies} the output is replaced by {@code ...}.
 */
public final class Transcript implements ScenarioView {
  /**
   * A line.
   *
   * @param code whether it was typed, so that it is the same in each run
   */
  public record Line(String text, boolean code) {}

  private final Consumer<Line> lines;
  private final Map<Lane, Boolean> varying = new HashMap<>();
  private boolean varies;
  private int entries;

  /** Passes each line to {@code lines}. */
  public Transcript(Consumer<Line> lines) {
    this.lines = lines;
  }

  /** A transcript that is stored in a list. */
  static Transcript into(List<Line> lines) {
    return new Transcript(lines::add);
  }

  /** The number of typed entries. */
  public int entries() {
    return entries;
  }

  private void code(String line) {
    lines.accept(new Line(line, true));
  }

  private void output(String line) {
    lines.accept(new Line(line, false));
  }

  @Override
  public void title(String text) {
    spoken("== " + text + " ==");
  }

  @Override
  public void chapter(String name) {
    code("");
    spoken("-- " + name + " --");
  }

  @Override
  public void say(String text) {
    spoken(text);
  }

  private void spoken(String text) {
    (varies ? "..." : text).lines().forEach(this::output);
  }

  @Override
  public void pause(Duration time) {
    // a pause is not visible in a transcript
  }

  @Override
  public void appears(Lane lane) {
    varying.put(lane, false);
  }

  @Override
  public void types(Lane lane, String text) {
    entries++;
    String lead = lane.name() + "> ";
    String more = " ".repeat(Math.max(0, lead.length() - 4)) + "... ";
    boolean first = true;
    for (String line : new ArrayList<>(text.lines().toList())) {
      code((first ? lead : more) + line);
      first = false;
    }
    if (text.endsWith(ScenarioRunner.VARIES)) {
      varying.put(lane, true);
      output(lane.name() + ": ...");
    }
  }

  @Override
  public void runs(Lane lane) {
    // the entry was written when it was typed
  }

  @Override
  public void blocked(Lane lane, String call) {
    of(lane, "* blocked in ", call);
  }

  @Override
  public void prints(Lane lane, String line) {
    of(lane, ": ", line);
  }

  @Override
  public void gave(Lane lane, String shown) {
    if (shown != null) {
      of(lane, ": ", shown);
    }
    varying.put(lane, false);
  }

  @Override
  public void failed(Lane lane, Problem problem) {
    of(lane, "! ", problem.message());
    problem.hints().forEach(hint -> of(lane, "!   ", hint));
    varying.put(lane, false);
  }

  @Override
  public void ended(Lane lane, String how) {
    of(lane, "* ", how);
  }

  private void of(Lane lane, String lead, String text) {
    if (!varying.getOrDefault(lane, false)) {
      text.lines().forEach(line -> output((lane.name() + lead + line).stripTrailing()));
    }
  }

  @Override
  public void varies(boolean different) {
    varies = different;
  }

  @Override
  public void over() {
    // nothing to add
  }
}

package ipcsh.command.course;

import ipcsh.draw.WrappedText;
import ipcsh.handle.Properties;
import ipcsh.handle.WidthDependent;
import ipcsh.sys.text.EscapedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the checker of an exercise says: its points, each with the reason if it is missing. Prints a
 * line a point and what to type next.
 */
public final class CheckResult implements WidthDependent, Properties {
  private static final int HANG = 8;

  private final Exercise exercise;
  private final List<CheckedPoint> points;
  private final String next;

  /**
   * A result.
   *
   * @param next what to type next, a line; empty if nothing
   */
  public CheckResult(Exercise exercise, List<CheckedPoint> points, String next) {
    this.exercise = exercise;
    this.points = List.copyOf(points);
    this.next = next;
  }

  /** The exercise. */
  public Exercise getExercise() {
    return exercise;
  }

  /** The points that were checked. */
  public List<CheckedPoint> getPoints() {
    return points;
  }

  /** The number of points reached. */
  public int getReached() {
    return (int) points.stream().filter(CheckedPoint::passed).count();
  }

  /** Whether every point was reached. */
  public boolean isPassed() {
    return getReached() == points.size();
  }

  /** Whether it is passed, for {@code if (check)}. */
  public boolean asBoolean() {
    return isPassed();
  }

  @Override
  public Map<String, Object> properties() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("exercise", exercise.number());
    all.put("name", exercise.name());
    all.put("passed", isPassed());
    all.put("points", getReached());
    all.put("of", points.size());
    all.put("checks", points.stream().map(CheckResult::properties).toList());
    return all;
  }

  private static Map<String, Object> properties(CheckedPoint point) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("requires", point.requires());
    all.put("passed", point.passed());
    all.put("reason", point.reason());
    return all;
  }

  @Override
  public String text(int columns, boolean color) {
    List<String> lines = new ArrayList<>();
    for (CheckedPoint point : points) {
      lines.add("  " + (point.passed() ? "yes   " : "no    ") + point.requires());
      if (point.reason() != null) {
        EscapedText.lines(point.reason()).lines().forEach(line -> lines.add("        " + line));
      }
    }
    lines.add(
        "exercise "
            + exercise.number()
            + ", "
            + exercise.title()
            + ": "
            + getReached()
            + " of "
            + points.size()
            + " points, "
            + (isPassed() ? "passed" : "not passed yet"));
    if (!next.isEmpty()) {
      lines.add(next);
    }
    return WrappedText.wrap(String.join("\n", lines), columns, HANG);
  }

  @Override
  public String toString() {
    return text(0, false);
  }
}

package ipcsh.scenario;

import ipcsh.language.Problem;
import java.time.Duration;

/**
 * Passes a scenario to another view with everything replaced that differs from run to run, so that
 * each recording of the same scenario is identical.
 */
public final class Recordable implements ScenarioView {
  private final ScenarioView show;
  private final StableNames names = new StableNames(new RecordingPlaceholders()::of);

  /** Passes the scenario to this view. */
  public Recordable(ScenarioView show) {
    this.show = show;
  }

  /** The receiver of the run's facts. */
  public FactListener facts() {
    return names;
  }

  /** A text with everything replaced that differs from run to run. */
  public String stable(String text) {
    return names.in(text);
  }

  @Override
  public void whenWanted(Runnable wake) {
    show.whenWanted(wake);
  }

  @Override
  public void checkRequest() {
    show.checkRequest();
  }

  @Override
  public void chapters(int count) {
    show.chapters(count);
  }

  @Override
  public void title(String text) {
    show.title(names.in(text));
  }

  @Override
  public void chapter(String name) {
    show.chapter(names.in(name));
  }

  @Override
  public void say(String text) {
    show.say(names.in(text));
  }

  @Override
  public void pause(Duration time) {
    show.pause(time);
  }

  @Override
  public void varies(boolean so) {
    show.varies(so);
  }

  @Override
  public void appears(Lane lane) {
    show.appears(lane);
  }

  @Override
  public void types(Lane lane, String text) {
    show.types(lane, text);
  }

  @Override
  public void runs(Lane lane) {
    show.runs(lane);
  }

  @Override
  public void blocked(Lane lane, String call) {
    show.blocked(lane, names.in(call));
  }

  @Override
  public void prints(Lane lane, String line) {
    show.prints(lane, names.in(line));
  }

  @Override
  public void gave(Lane lane, String shown) {
    show.gave(lane, shown == null ? null : names.in(shown));
  }

  @Override
  public void failed(Lane lane, Problem problem) {
    Problem same =
        new Problem(
            names.in(problem.message()),
            problem.source(),
            problem.line(),
            problem.column(),
            problem.hints().stream().map(names::in).toList());
    show.failed(lane, same);
  }

  @Override
  public void ended(Lane lane, String how) {
    show.ended(lane, how);
  }

  @Override
  public void over() {
    show.over();
  }
}

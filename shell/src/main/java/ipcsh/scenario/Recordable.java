package ipcsh.scenario;

import ipcsh.language.Problem;

/**
 * Passes a scenario to another view with everything replaced that differs from run to run, so that
 * each recording of the same scenario is identical.
 */
public final class Recordable extends ForwardingView {
  private final StableNames names = new StableNames(new RecordingPlaceholders()::of);

  /** Passes the scenario to this view. */
  public Recordable(ScenarioView view) {
    super(view);
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
  public void title(String text) {
    view.title(names.in(text));
  }

  @Override
  public void chapter(String name) {
    view.chapter(names.in(name));
  }

  @Override
  public void say(String text) {
    view.say(names.in(text));
  }

  @Override
  public void blocked(Lane lane, String call) {
    view.blocked(lane, names.in(call));
  }

  @Override
  public void prints(Lane lane, String line) {
    view.prints(lane, names.in(line));
  }

  @Override
  public void gave(Lane lane, String shown) {
    view.gave(lane, shown == null ? null : names.in(shown));
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
    view.failed(lane, same);
  }
}

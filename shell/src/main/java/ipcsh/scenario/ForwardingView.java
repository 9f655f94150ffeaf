package ipcsh.scenario;

import ipcsh.language.Problem;
import java.time.Duration;

/** Passes everything to another view; a subclass changes what it is for. */
public abstract class ForwardingView implements ScenarioView {
  /** Where everything goes. */
  protected final ScenarioView view;

  /** Passes everything to this view. */
  protected ForwardingView(ScenarioView view) {
    this.view = view;
  }

  @Override
  public void whenWanted(Runnable wake) {
    view.whenWanted(wake);
  }

  @Override
  public void checkRequest() {
    view.checkRequest();
  }

  @Override
  public void chapters(int count) {
    view.chapters(count);
  }

  @Override
  public void title(String text) {
    view.title(text);
  }

  @Override
  public void chapter(String name) {
    view.chapter(name);
  }

  @Override
  public void say(String text) {
    view.say(text);
  }

  @Override
  public void pause(Duration time) {
    view.pause(time);
  }

  @Override
  public void appears(Lane lane) {
    view.appears(lane);
  }

  @Override
  public void types(Lane lane, String text) {
    view.types(lane, text);
  }

  @Override
  public void runs(Lane lane) {
    view.runs(lane);
  }

  @Override
  public void blocked(Lane lane, String call) {
    view.blocked(lane, call);
  }

  @Override
  public void prints(Lane lane, String line) {
    view.prints(lane, line);
  }

  @Override
  public void gave(Lane lane, String shown) {
    view.gave(lane, shown);
  }

  @Override
  public void failed(Lane lane, Problem problem) {
    view.failed(lane, problem);
  }

  @Override
  public void ended(Lane lane, String how) {
    view.ended(lane, how);
  }

  @Override
  public void varies(boolean different) {
    view.varies(different);
  }

  @Override
  public void over() {
    view.over();
  }
}

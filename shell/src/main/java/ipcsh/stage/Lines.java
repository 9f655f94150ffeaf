package ipcsh.stage;

import ipcsh.language.Problem;
import ipcsh.scenario.Show;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/**
 * A scenario line by line, for what is no screen: {@code server> code}, {@code server: output}, as
 * a script prints it that runs for nobody.
 */
final class Lines implements Show {
  private final PrintStream out;
  private String typed = "";

  Lines(PrintStream out) {
    this.out = out;
  }

  private void show(String text, String lead, String more) {
    List<String> lines = text.lines().toList();
    StringBuilder all = new StringBuilder();
    for (String line : lines) {
      all.append(all.length() == 0 ? lead : more).append(line).append('\n');
    }
    out.print(all);
    out.flush();
  }

  private void said(Lane lane, String text) {
    String lead = lane.name() + ": ";
    show(text, lead, lead);
  }

  @Override
  public void title(String text) {
    show("== " + text + " ==", "", "");
  }

  @Override
  public void chapter(String name) {
    show("-- " + name + " --", "", "");
  }

  @Override
  public void say(String text) {
    show(text, "", "");
  }

  @Override
  public void pause(Duration time) {
    // nobody looks
  }

  @Override
  public void appears(Lane lane) {
    // its first line will say so
  }

  @Override
  public void types(Lane lane, String text) {
    typed = text;
  }

  @Override
  public void runs(Lane lane) {
    String lead = lane.name() + "> ";
    show(typed, lead, " ".repeat(Math.max(0, lead.length() - 4)) + "... ");
  }

  @Override
  public void blocked(Lane lane, String call) {
    // what comes of it will be seen
  }

  @Override
  public void prints(Lane lane, String line) {
    said(lane, line);
  }

  @Override
  public void gave(Lane lane, String shown) {
    if (shown != null) {
      said(lane, shown);
    }
  }

  @Override
  public void failed(Lane lane, Problem problem) {
    said(lane, problem.atPrompt());
  }

  @Override
  public void ended(Lane lane, String how) {
    said(lane, how);
  }

  @Override
  public void over() {
    out.flush();
  }
}

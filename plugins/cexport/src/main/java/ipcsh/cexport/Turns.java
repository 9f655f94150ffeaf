package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;

/**
 * The turns of the processes: the one that waits for turn {@code n} continues when turn {@code n -
 * 1} has ended.
 */
final class Turns {
  private final Scenario scenario;
  private final Writer w;

  /** The process whose turn it is; null after a job has been started. */
  private CProcess owner;

  private int turn;

  Turns(Scenario scenario) {
    this.scenario = scenario;
    this.owner = scenario.main;
    this.w = scenario.w;
  }

  /** The number of turns. */
  int count() {
    return turn + 1;
  }

  /** Gives the turn to this process. */
  void to(CProcess next) {
    if (next.ended) {
      throw new UnsupportedInC(w.line, next.name + " has ended");
    }
    if (owner == next) {
      return;
    }
    if (owner != null && owner.ended) {
      // it cannot signal the end of its turn itself
      w.to(scenario.main);
      w.frame.line("await_end(" + owner.pid + ");");
      owner = scenario.main;
      if (next == scenario.main) {
        return;
      }
    }
    if (owner != null) {
      w.needs.helper(Helper.TURNS);
      w.to(owner);
      end();
    }
    w.to(next);
    w.frame.line("");
    w.frame.line("wait_turn(" + turn + ");");
    owner = next;
  }

  /** Ends a turn at its beginning: its process continues in the background. */
  void over() {
    end();
    owner = null;
  }

  private void end() {
    w.frame.line("end_turn(" + turn + ");");
    turn++;
  }

  /** No process has the turn. */
  void release() {
    owner = null;
  }
}

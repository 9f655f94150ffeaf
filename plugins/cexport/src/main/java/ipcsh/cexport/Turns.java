package ipcsh.cexport;

import ipcsh.command.UnsupportedInC;

/** Whose turn it is: one who waits for turn {@code n} goes on when turn {@code n - 1} has ended. */
final class Turns {
  private final Scenario scenario;
  private final Writer w;

  /** Nobody's where something has been started. */
  private CProcess owner;

  private int turn;

  Turns(Scenario scenario) {
    this.scenario = scenario;
    this.owner = scenario.main;
    this.w = scenario.w;
  }

  /** How many there are. */
  int count() {
    return turn + 1;
  }

  /** From here on it is this one's turn. */
  void to(CProcess next) {
    if (next.ended) {
      throw new UnsupportedInC(w.line, next.name + " has ended");
    }
    if (owner == next) {
      return;
    }
    if (owner != null && owner.ended) {
      // it cannot say so itself
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

  /** Ends a turn at its beginning: whoever has it does something in the background. */
  void over() {
    end();
    owner = null;
  }

  private void end() {
    w.frame.line("end_turn(" + turn + ");");
    turn++;
  }

  /** Nobody has a turn. */
  void nobodys() {
    owner = null;
  }
}

package ipcsh.scenario;

import java.util.List;

/** Receives facts about a run, by which its output can be compared with another run's. */
public interface FactListener {
  /** No comparison. */
  FactListener NONE = (holder, facts) -> {};

  /** Facts of a participant. */
  void known(String holder, List<VaryingFacts.Fact> facts);
}

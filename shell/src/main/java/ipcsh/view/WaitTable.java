package ipcsh.view;

import ipcsh.draw.WrappedText;
import ipcsh.sys.text.EscapedText;
import ipcsh.why.ExplainedChain;
import ipcsh.why.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Waits with their verdicts. Prints as sentences, in the order of the chain. */
public final class WaitTable extends RowList<WaitRow> {
  /** The verdict on a wait of a ring that is described at the end. */
  public static final String BELOW = "deadlock: it waits for the ring below.";

  private static final int HANG = 4;

  private final List<ExplainedChain> chains;

  /** The waits, and what is said about each chain of them. */
  public WaitTable(List<WaitRow> rows, List<ExplainedChain> chains) {
    super(rows);
    this.chains = List.copyOf(chains);
  }

  /** No waits, for this reason. */
  public static WaitTable without(String reason) {
    return new WaitTable(List.of(), List.of(new ExplainedChain(null, List.of(), reason)));
  }

  /** The same with more that is said, about waits of which there are no rows. */
  public WaitTable with(List<ExplainedChain> more) {
    List<ExplainedChain> all = new ArrayList<>(chains);
    all.addAll(more);
    return new WaitTable(this, all);
  }

  /**
   * The same after it was found out that no process on another machine can end the waits of these
   * processes.
   *
   * @param first for each chain the process of its first wait
   */
  public WaitTable judgedAgain(List<Integer> first, Set<Integer> pids) {
    List<ExplainedChain> all = new ArrayList<>();
    for (int i = 0; i < chains.size(); i++) {
      boolean isMeant = i < first.size() && pids.contains(first.get(i));
      ExplainedChain chain = chains.get(i);
      all.add(isMeant ? new ExplainedChain(Verdict.DEADLOCK, chain.waits(), BELOW) : chain);
    }
    List<WaitRow> rows = new ArrayList<>();
    forEach(
        row ->
            rows.add(pids.contains(row.getPid()) ? row.judged(Verdict.DEADLOCK.toString()) : row));
    return new WaitTable(rows, all);
  }

  /** The chains of waits that no process can end. */
  public List<ExplainedChain> stuck() {
    return chains.stream().filter(ExplainedChain::isStuck).toList();
  }

  /** The sentences, a line each. */
  public List<String> getSentences() {
    return chains.stream().flatMap(chain -> chain.lines().stream()).toList();
  }

  @Override
  public String toString() {
    return String.join("\n", getSentences());
  }

  @Override
  public String text(int columns, boolean color) {
    return WrappedText.wrap(EscapedText.lines(toString()), columns, HANG);
  }
}

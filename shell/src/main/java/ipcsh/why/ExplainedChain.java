package ipcsh.why;

import java.util.ArrayList;
import java.util.List;

/**
 * What is said of a chain of waits.
 *
 * @param verdict the verdict on its first wait; null if there is none
 * @param waits the sentences about the waits and about those who could end them, a line each
 * @param conclusion the verdict in words, with the advice
 */
public record ExplainedChain(Verdict verdict, List<String> waits, String conclusion) {
  /** Whether no process can end its first wait. */
  public boolean isStuck() {
    return verdict != null && verdict.isStuck();
  }

  /** All lines. */
  public List<String> lines() {
    List<String> all = new ArrayList<>(waits);
    all.add(conclusion);
    return all;
  }
}

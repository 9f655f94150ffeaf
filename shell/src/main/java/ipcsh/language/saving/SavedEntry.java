package ipcsh.language.saving;

import java.util.ArrayList;
import java.util.List;

/**
 * An entry as the saved script has it.
 *
 * @param before what must be so first, lines of the language
 * @param text the entry itself
 * @param after what follows from it: asserts
 * @param begin when it began, in nanoseconds
 * @param end when it ended, 0 where it runs still
 * @param definition whether it defines a function or a class, or imports: what no block can hold
 */
public record SavedEntry(
    List<String> before,
    String text,
    List<String> after,
    long begin,
    long end,
    boolean definition) {

  /** All its lines. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(before);
    lines.add(text);
    lines.addAll(after);
    return lines;
  }
}

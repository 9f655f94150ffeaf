package ipcsh.language.saving;

import java.util.ArrayList;
import java.util.List;

/**
 * An entry in the saved script.
 *
 * @param before conditions to wait for first, lines of the language
 * @param text the entry itself
 * @param after its assertions
 * @param begin when it began, in nanoseconds
 * @param end when it ended, 0 if it was still running
 * @param definition whether it defines a function or a class, or imports: not allowed in a block
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

package ipcsh.language;

import java.util.List;

/**
 * A text to be run, and where it came from.
 *
 * @param name what errors call it: a path, {@code -e}; empty at the prompt
 * @param text the text
 * @param firstLine the number of its first line there, from 1
 */
public record Source(String name, String text, int firstLine) {
  /** A whole text. */
  public static Source of(String name, String text) {
    return new Source(name, text, 1);
  }

  /** A line as it stands in the text, or an empty one. */
  public String line(int number) {
    List<String> lines = text.lines().toList();
    int index = number - firstLine;
    return index >= 0 && index < lines.size() ? lines.get(index) : "";
  }
}

package ipcsh.language;

import java.util.List;

/**
 * A text to be run, and its origin.
 *
 * @param name its name in error messages: a path, {@code -e}; empty at the prompt
 * @param text the text
 * @param firstLine the number of its first line in that file, from 1
 */
public record Source(String name, String text, int firstLine) {
  /** A whole text. */
  public static Source of(String name, String text) {
    return new Source(name, text, 1);
  }

  /** The same text, this many lines further down in its file. */
  Source movedBy(int lines) {
    return new Source(name, text, firstLine + lines);
  }

  /** A line of the text, empty if there is none with this number. */
  public String line(int number) {
    List<String> lines = text.lines().toList();
    int index = number - firstLine;
    return index >= 0 && index < lines.size() ? lines.get(index) : "";
  }
}

package ipcsh.command.index;

import java.util.List;

/**
 * What the index contains about a topic of commands.
 *
 * @param type the name of its class
 * @param commands the names of its commands, sorted
 * @param constants names of which some are constants of the topic; empty if it has none
 */
public record IndexedTopic(String type, List<String> commands, List<String> constants) {
  private static final String SEPARATOR = "|";

  /** Whether it may define a command or a constant of this name. */
  public boolean mayHave(String name) {
    return commands.contains(name) || constants.contains(name);
  }

  /** Its line in the index. */
  String line() {
    return type
        + SEPARATOR
        + String.join(" ", commands)
        + SEPARATOR
        + String.join(" ", constants)
        + "\n";
  }

  /** The counterpart of {@link #line}; null if the line is malformed. */
  static IndexedTopic of(String line) {
    int first = line.indexOf(SEPARATOR);
    int second = line.indexOf(SEPARATOR, first + 1);
    return first <= 0 || second < 0
        ? null
        : new IndexedTopic(
            line.substring(0, first),
            words(line.substring(first + 1, second)),
            words(line.substring(second + 1)));
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(" "));
  }
}

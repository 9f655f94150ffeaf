package ipcsh.kit;

import ipcsh.record.Emulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** An entry at a real prompt: the input line, and the output up to the next one. */
public record Typed(List<String> line, List<String> shown) {
  /** What JLine writes when it starts to read a line, and when it has been read. */
  private static final String BEGINS = "\u001b[?2004h";

  private static final String READ = "\u001b[?2004l";

  /** High enough that nothing is paged. */
  private static final int ROWS = 400;

  private static final Duration BOUND = Wait.LONG;

  private static final String END = "println 'the ' + 'end'";

  /**
   * Pastes a text at the prompt {@code A>} of a terminal of this width; returns the outcome of each
   * entry.
   */
  public static List<Typed> paste(Path directory, int columns, String text) {
    try (Prompt prompt = new Prompt(directory, columns, ROWS, "-n", "A").await("A> ")) {
      prompt.type("\u001b[200~" + text + "\n" + END + "\n\u001b[201~");
      Wait.until(BOUND, prompt::raw, () -> prompt.raw().contains(READ + "the end"));
      return entries(prompt.raw(), columns);
    }
  }

  private static List<Typed> entries(String raw, int columns) {
    List<Typed> entries = new ArrayList<>();
    String[] parts = raw.split(Pattern.quote(BEGINS));
    for (int i = 1; i < parts.length; i++) {
      int read = parts[i].indexOf(READ);
      if (read >= 0) {
        List<String> line = screen(parts[i].substring(0, read), columns);
        entries.add(new Typed(line, screen(parts[i].substring(read), columns)));
      }
    }
    return entries.subList(0, entries.size() - 1);
  }

  /** What is visible of a text on a screen: its lines, without empty ones at the end. */
  private static List<String> screen(String text, int columns) {
    Emulator screen = new Emulator(columns, ROWS);
    screen.write(text);
    List<String> lines = new ArrayList<>(screen.text());
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }
}

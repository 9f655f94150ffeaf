package ipcsh.language;

import ipcsh.draw.WrappedText;
import java.util.ArrayList;
import java.util.List;

/**
 * An error as people read it.
 *
 * @param message what is wrong, in a line or a few
 * @param source the text in which it is, or null where that is not known
 * @param line the line of the text, from 1 of the text's own count
 * @param column the column, from 1, or 0 where it is not known
 * @param hints lines of advice
 */
public record Problem(String message, Source source, int line, int column, List<String> hints) {
  private static final String MARGIN = "  ";
  private static final int HANG = 2;
  private static final String CUT = "…";

  /** An exception may bring any text, megabytes of it, or none. */
  private static final int LONGEST = 10_000;

  /** A message that is far too long is cut. */
  public Problem {
    if (message == null) {
      message = "an error without a message";
    } else if (message.length() > LONGEST) {
      message = message.substring(0, LONGEST) + "... (" + message.length() + " characters)";
    }
  }

  /** The same, which happened in a role. */
  Problem in(String role) {
    String said = message.contains("\n") ? role + ":\n" + message : role + ": " + message;
    return new Problem(said, source, line, column, hints);
  }

  /** The same with another line of advice. */
  public Problem with(String hint) {
    List<String> more = new ArrayList<>(hints);
    more.add(hint);
    return new Problem(message, source, line, column, more);
  }

  /** The report of a script: file and line, the source line, advice. */
  public String inScript() {
    return inScript(0);
  }

  /** The same for a terminal of so many columns; 0 if unknown how many there are. */
  public String inScript(int columns) {
    return located(columns)
        + hints.stream().map(hint -> "\n" + hint(hint, columns)).reduce("", String::concat);
  }

  private String located(int columns) {
    return source == null
        ? WrappedText.wrap("ipcsh: " + message, columns, HANG)
        : WrappedText.wrap(source.name() + ":" + line + ": " + message, columns, HANG)
            + place(columns);
  }

  /** A line of advice as it stands below the message. */
  public static String hint(String hint, int columns) {
    return WrappedText.wrap("  " + hint, columns, HANG);
  }

  /**
   * The report of the prompt, where the line stands just above: a caret where it helps. Without the
   * hints, which are less loud.
   */
  public String atPrompt() {
    return atPrompt(0);
  }

  /** The same for a terminal of so many columns; 0 if unknown how many there are. */
  public String atPrompt(int columns) {
    if (source != null && !source.name().isEmpty()) {
      // not what stands just above, but what was loaded or pasted
      return located(columns);
    }
    String place = source != null && column > 0 ? place(columns) : "";
    return WrappedText.wrap(message, columns, HANG) + place;
  }

  /** The line and a caret below; of a line that is too long, what is around the caret. */
  private String place(int columns) {
    String text = source.line(line);
    if (text.isBlank()) {
      return "";
    }
    if (column <= 0 || column > text.length() + 1) {
      return "\n" + WrappedText.wrap(MARGIN + text, columns, HANG);
    }
    int at = column - 1;
    int room = columns - MARGIN.length();
    if (columns > 0 && room > 2 && WrappedText.width(text) > room) {
      int from = Math.max(0, Math.min(at - room / 2, text.length() - room));
      int to = Math.min(text.length(), from + room);
      text =
          (from > 0 ? CUT + text.substring(from + 1, to - 1) : text.substring(from, to - 1))
              + (to < text.length() ? CUT : text.substring(to - 1));
      at -= from;
    }
    String indent = text.substring(0, at).replaceAll("[^\t]", " ");
    return "\n" + MARGIN + text + "\n" + MARGIN + indent + '^';
  }
}

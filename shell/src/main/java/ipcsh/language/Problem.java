package ipcsh.language;

import ipcsh.draw.WrappedText;
import java.util.ArrayList;
import java.util.List;

/**
 * An error as reported to users.
 *
 * @param message what is wrong, in one or a few lines
 * @param source the text that contains it, or null if unknown
 * @param line the line number in the text, from 1
 * @param column the column, from 1, or 0 if unknown
 * @param hints lines of advice
 */
public record Problem(String message, Source source, int line, int column, List<String> hints) {
  private static final String MARGIN = "  ";
  private static final int HANG = 2;
  private static final String CUT = "…";

  /** The maximum length of a message: an exception may contain megabytes of text, or none. */
  private static final int LONGEST = 10_000;

  /** Truncates a message that is too long. */
  public Problem {
    if (message == null) {
      message = "an error without a message";
    } else if (message.length() > LONGEST) {
      message = message.substring(0, LONGEST) + "... (" + message.length() + " characters)";
    }
  }

  /** The same with a prefix: it occurred in a role. */
  Problem in(String role) {
    String said = message.contains("\n") ? role + ":\n" + message : role + ": " + message;
    return new Problem(said, source, line, column, hints);
  }

  /** The same with one more hint. */
  public Problem with(String hint) {
    List<String> more = new ArrayList<>(hints);
    more.add(hint);
    return new Problem(message, source, line, column, more);
  }

  /** The report for a script: file and line, the source line, hints. */
  public String inScript() {
    return inScript(0);
  }

  /** The same for a terminal of this width; 0 if unknown. */
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

  /** A hint, formatted to follow the message. */
  public static String hint(String hint, int columns) {
    return WrappedText.wrap("  " + hint, columns, HANG);
  }

  /**
   * The report for the prompt, which directly follows the line: a caret where it helps. Without the
   * hints, which are less prominent.
   */
  public String atPrompt() {
    return atPrompt(0);
  }

  /** The same for a terminal of this width; 0 if unknown. */
  public String atPrompt(int columns) {
    if (source != null && !source.name().isEmpty()) {
      // the line is not directly above: it was loaded or pasted
      return located(columns);
    }
    String place = source != null && column > 0 ? place(columns) : "";
    return WrappedText.wrap(message, columns, HANG) + place;
  }

  /** The line with a caret below; of a line that is too long, the part around the caret. */
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

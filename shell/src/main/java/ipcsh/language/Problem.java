package ipcsh.language;

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

  /** The report of a script: file and line, the source line, advice. */
  public String inScript() {
    StringBuilder out = new StringBuilder();
    if (source != null) {
      out.append(source.name()).append(':').append(line).append(": ").append(message);
      appendPlace(out);
    } else {
      out.append("ipcsh: ").append(message);
    }
    return withHints(out);
  }

  /**
   * The report of the prompt, where the line stands just above: a caret where it helps. Without the
   * hints, which are less loud.
   */
  public String atPrompt() {
    if (source != null && !source.name().isEmpty()) {
      // not what was typed, but what it loaded
      return inScript();
    }
    StringBuilder out = new StringBuilder(message);
    if (source != null && column > 0) {
      appendPlace(out);
    }
    return out.toString();
  }

  private void appendPlace(StringBuilder out) {
    String text = source.line(line);
    if (text.isBlank()) {
      return;
    }
    out.append("\n  ").append(text);
    if (column > 0 && column <= text.length() + 1) {
      String indent = text.substring(0, column - 1).replaceAll("[^\t]", " ");
      out.append("\n  ").append(indent).append('^');
    }
  }

  private String withHints(StringBuilder out) {
    hints.forEach(hint -> out.append("\n  ").append(hint));
    return out.toString();
  }
}

package ipcsh.language;

import org.codehaus.groovy.syntax.SyntaxException;

/** The compiler's messages for syntax errors, without jargon. */
final class SyntaxWords {
  private SyntaxWords() {}

  /**
   * The message; if the line is written in the syntax of another language, what to write instead.
   */
  static String of(SyntaxException error, String line, ShellBinding names) {
    if (!(error instanceof SyntaxProblem)) {
      String habit = Habits.ofLine(line);
      String comma = MissingComma.in(line, names.registry());
      if (habit != null || comma != null) {
        return habit != null ? habit : comma;
      }
    }
    return plain(error);
  }

  /** The compiler's message. */
  static String plain(SyntaxException error) {
    String text = error.getOriginalMessage();
    int place = text.lastIndexOf(" @ line ");
    String message = (place > 0 ? text.substring(0, place) : text).strip();
    if (message.startsWith("token recognition error")) {
      return "this character is not valid here; in double quotes $ starts a variable or ${...}: write \\$, or use single quotes";
    }
    return message.lines().findFirst().orElse(message);
  }
}

package ipcsh.language;

import org.codehaus.groovy.syntax.SyntaxException;

/** What the compiler says of a syntax error, without its jargon. */
final class SyntaxWords {
  private SyntaxWords() {}

  static String of(SyntaxException error) {
    String text = error.getOriginalMessage();
    int place = text.lastIndexOf(" @ line ");
    String message = (place > 0 ? text.substring(0, place) : text).strip();
    if (message.startsWith("token recognition error")) {
      return "this character has no meaning here; in double quotes a $ begins a variable or ${...}:"
          + " \\$ is the character, and so is $ in single quotes";
    }
    return message.lines().findFirst().orElse(message);
  }
}

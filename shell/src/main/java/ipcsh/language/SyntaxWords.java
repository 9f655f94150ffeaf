package ipcsh.language;

import org.codehaus.groovy.syntax.SyntaxException;

/** What the compiler says of a syntax error, without its jargon. */
final class SyntaxWords {
  private SyntaxWords() {}

  static String of(SyntaxException error) {
    String text = error.getOriginalMessage();
    int place = text.lastIndexOf(" @ line ");
    String message = (place > 0 ? text.substring(0, place) : text).strip();
    return message.lines().findFirst().orElse(message);
  }
}

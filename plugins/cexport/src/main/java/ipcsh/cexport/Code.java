package ipcsh.cexport;

import java.util.regex.Pattern;

/** The part of a C text that is code. */
final class Code {
  /** Possessive quantifiers: backtracking in a long text would overflow the stack. */
  private static final Pattern TEXTS =
      Pattern.compile("(?s)/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*+\"|'(?:\\\\.|[^'\\\\])*+'");

  private Code() {}

  /** The text without comments, strings and character literals, which contain no identifiers. */
  static String of(String text) {
    return TEXTS.matcher(text).replaceAll(" ");
  }
}

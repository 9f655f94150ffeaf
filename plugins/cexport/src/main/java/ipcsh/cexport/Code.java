package ipcsh.cexport;

import java.util.regex.Pattern;

/** What of a text of C is code. */
final class Code {
  /** Possessive: who steps back in a long text needs a stack as deep as it is long. */
  private static final Pattern TEXTS =
      Pattern.compile("(?s)/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*+\"|'(?:\\\\.|[^'\\\\])*+'");

  private Code() {}

  /** Without comments, strings and characters, in which no name is used. */
  static String of(String text) {
    return TEXTS.matcher(text).replaceAll(" ");
  }
}

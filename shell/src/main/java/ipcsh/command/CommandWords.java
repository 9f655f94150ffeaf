package ipcsh.command;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command line in one text, {@code ./recv-unix 3}: divided at spaces, with quotes
 * and backslashes as in sh(1), of which nothing else is done.
 */
public final class CommandWords {
  private static final String OF_SHELLS = "|&;<>()$`*?[]{}~#!";

  private CommandWords() {}

  /**
   * The words.
   *
   * @throws IllegalArgumentException if there are none, a quote is not closed, or it takes a shell
   */
  public static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isEscaped = c == '\\' && quote != '\'' && i + 1 < text.length();
      if (quote == 0 && Character.isWhitespace(c)) {
        if (word != null) {
          words.add(word.toString());
        }
        word = null;
        continue;
      }
      word = word == null ? new StringBuilder() : word;
      if (isEscaped) {
        word.append(text.charAt(++i));
      } else if (c == quote) {
        quote = 0;
      } else if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else {
        boolean startsWord = word.length() == 0 || c != '#' && c != '~' && c != '!';
        if (quote == 0 && OF_SHELLS.indexOf(c) >= 0 && startsWord) {
          throw new IllegalArgumentException(
              "'"
                  + c
                  + "' in \""
                  + text
                  + "\" is for a shell: quote it, or observe \"sh -c '...'\"");
        }
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("a quote is not closed: " + text);
    }
    if (word != null) {
      words.add(word.toString());
    }
    if (words.isEmpty()) {
      throw new IllegalArgumentException("expected a program and its arguments, given nothing");
    }
    return words;
  }
}

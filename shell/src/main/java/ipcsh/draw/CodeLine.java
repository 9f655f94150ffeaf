package ipcsh.draw;

import java.util.function.IntPredicate;

/** A line of code in the language, scanned for string literals. */
public final class CodeLine {
  private CodeLine() {}

  /**
   * The first index outside of string literals whose character satisfies the predicate; -1 if there
   * is none.
   */
  public static int find(String line, IntPredicate here) {
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote == 0 && here.test(i)) {
        return i;
      }
      if (c == '\\') {
        i++;
      } else if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      }
    }
    return -1;
  }
}

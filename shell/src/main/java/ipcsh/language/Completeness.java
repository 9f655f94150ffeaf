package ipcsh.language;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Determines whether a text is a complete entry, or continues on another line: an open bracket,
 * quote or comment, a line that ends in an operator, a comma or a backslash. A single pass over the
 * characters; does not compile.
 */
public final class Completeness {
  private static final String OPENERS = "([{";
  private static final String CLOSERS = ")]}";

  /** The maximum nesting of interpolations: deeper than in practice, and limits the stack. */
  private static final int DEEPEST = 100;

  private final String text;
  private final Deque<Character> open = new ArrayDeque<>();
  private int at;
  private char lastSignificant;
  private String unclosed;
  private int interpolations;

  private Completeness(String text) {
    this.text = text;
  }

  /** What is missing: {@code ")"}, {@code "'''"}, {@code "\\"}; null if nothing. */
  public static String missing(String text) {
    return new Completeness(text).scan();
  }

  /** Whether nothing is missing. */
  public static boolean isComplete(String text) {
    return missing(text) == null;
  }

  private String scan() {
    while (at < text.length() && unclosed == null) {
      step();
    }
    if (unclosed != null) {
      return unclosed;
    }
    if (!open.isEmpty()) {
      return String.valueOf(CLOSERS.charAt(OPENERS.indexOf(open.peek())));
    }
    return continues() ? "..." : null;
  }

  private void step() {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      quoted(c);
    } else if (text.startsWith("//", at) || at == 0 && text.startsWith("#!")) {
      skipLine();
    } else if (text.startsWith("/*", at)) {
      skipTo("*/", "*/");
    } else if (text.startsWith("$/", at) && !Character.isLetterOrDigit(lastSignificant)) {
      skipTo("/$", "/$");
      lastSignificant = '"';
    } else if (c == '/' && mayBeginSlashy()) {
      slashy();
    } else {
      plain(c);
    }
  }

  private void plain(char c) {
    if (OPENERS.indexOf(c) >= 0) {
      open.push(c);
    } else if (CLOSERS.indexOf(c) >= 0 && !open.isEmpty()) {
      // a mismatched bracket is a syntax error, reported by the compiler
      open.pop();
    }
    if (!Character.isWhitespace(c)) {
      lastSignificant = c;
    }
    at++;
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private void skipTo(String end, String missing) {
    int found = text.indexOf(end, at + 2);
    if (found < 0) {
      unclosed = missing;
    } else {
      at = found + end.length();
    }
  }

  private void quoted(char quote) {
    String three = String.valueOf(quote).repeat(3);
    String end = text.startsWith(three, at) ? three : String.valueOf(quote);
    at += end.length();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\') {
        at += 2;
      } else if (text.startsWith(end, at)) {
        at += end.length();
        lastSignificant = '"';
        return;
      } else if (quote == '"' && text.startsWith("${", at)) {
        at += 2;
        interpolation();
      } else if (c == '\n' && end.length() == 1) {
        // the compiler reports the missing quote
        lastSignificant = '"';
        return;
      } else {
        at++;
      }
    }
    if (end.length() == 3) {
      unclosed = end;
    } else {
      lastSignificant = '"';
      unclosed = text.endsWith("\n") ? null : end;
    }
  }

  private void interpolation() {
    if (++interpolations > DEEPEST) {
      unclosed = "}";
      return;
    }
    int depth = open.size();
    open.push('{');
    while (at < text.length() && unclosed == null && open.size() > depth) {
      step();
    }
    interpolations--;
  }

  private boolean mayBeginSlashy() {
    return lastSignificant == 0 || "(,=[{!&|?:;~<>".indexOf(lastSignificant) >= 0;
  }

  private void slashy() {
    int from = at + 1;
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '/') {
        at = i + 1;
        lastSignificant = '"';
        return;
      }
    }
    plain('/');
  }

  private boolean continues() {
    String end = text.stripTrailing();
    if (end.endsWith("\\")) {
      return true;
    }
    if (lastSignificant == 0 || end.endsWith("++") || end.endsWith("--") || isCommentLast(end)) {
      return false;
    }
    boolean operator =
        ",+-*%&|^=<?:".indexOf(lastSignificant) >= 0
            && end.charAt(end.length() - 1) == lastSignificant;
    // def f(x): and sleep 5 & are complete in Python and sh
    return operator && (end.indexOf('\n') >= 0 || Habits.ofLine(end) == null);
  }

  private static boolean isCommentLast(String end) {
    return end.endsWith("*/") || end.substring(end.lastIndexOf('\n') + 1).contains("//");
  }
}

package ipcsh.observe;

import java.util.ArrayList;
import java.util.List;

/**
 * The syntax of a call as strace prints it: arguments separated by commas; quoted strings, brackets
 * of three kinds, comments and what is behind a descriptor ({@code 3</tmp/a, b>}) are never
 * divided.
 */
final class CallSyntax {
  private static final int BAD = -1;

  private CallSyntax() {}

  /**
   * The index of the parenthesis that closes a call.
   *
   * @param from the index after its opening parenthesis
   * @return -1 if there is none, or if the text until there is malformed
   */
  static int end(String text, int from) {
    return scan(text, from, text.length(), null);
  }

  /** The arguments between two indexes, those of an unfinished call as far as they are complete. */
  static List<String> arguments(String text, int from, int to) {
    List<String> arguments = new ArrayList<>();
    List<Integer> commas = new ArrayList<>();
    scan(text, from, to, commas);
    int start = from;
    for (int comma : commas) {
      arguments.add(text.substring(start, comma).strip());
      start = comma + 1;
    }
    String last = text.substring(Math.min(start, to), to).strip();
    if (!last.isEmpty()) {
      arguments.add(last);
    }
    return arguments;
  }

  private static int scan(String text, int from, int to, List<Integer> commas) {
    StringBuilder open = new StringBuilder();
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> i = afterString(text, i, to);
        case '/' -> i = afterSlash(text, i, to);
        case '<' -> i = afterAngle(text, i, to);
        case '(', '[', '{' -> {
          open.append(c);
          i++;
        }
        case ')', ']', '}' -> {
          int last = open.length() - 1;
          if (last < 0) {
            return c == ')' ? i : BAD;
          }
          if (!closes(open.charAt(last), c)) {
            return BAD;
          }
          open.setLength(last);
          i++;
        }
        case ',' -> {
          if (commas != null && open.isEmpty()) {
            commas.add(i);
          }
          i++;
        }
        default -> i++;
      }
      if (i == BAD) {
        return BAD;
      }
    }
    return BAD;
  }

  private static boolean closes(char open, char close) {
    return open == '(' ? close == ')' : open == '[' ? close == ']' : close == '}';
  }

  private static int afterString(String text, int at, int to) {
    for (int i = at + 1; i < to; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"') {
        return i + 1;
      }
    }
    return BAD;
  }

  /** A comment may contain anything. */
  private static int afterSlash(String text, int at, int to) {
    if (!text.startsWith("/*", at)) {
      return at + 1;
    }
    int end = text.indexOf("*/", at + 2);
    return end < 0 || end + 2 > to ? BAD : end + 2;
  }

  /**
   * What is behind a descriptor; or an operator, or {@code <... resuming interrupted read ...>}.
   */
  private static int afterAngle(String text, int at, int to) {
    if (text.startsWith("<... ", at)) {
      int end = text.indexOf("...>", at + 4);
      return end < 0 || end + 4 > to ? BAD : end + 4;
    }
    return isAfterDescriptor(text, at) ? afterTarget(text, at, to) : at + 1;
  }

  private static boolean isAfterDescriptor(String text, int at) {
    char before = at == 0 ? ' ' : text.charAt(at - 1);
    boolean isOperator = text.startsWith("<<", at) || text.startsWith("<=", at);
    return !isOperator && (before >= '0' && before <= '9' || before == 'D');
  }

  /**
   * After {@code <...>}. In a path angle brackets are escaped; a device follows it in brackets of
   * its own. The addresses of a socket are joined by an arrow.
   *
   * @param at the index of the opening bracket
   */
  static int afterTarget(String text, int at, int to) {
    boolean isPath = at + 1 < to && text.charAt(at + 1) == '/';
    int depth = 0;
    int i = at;
    while (i < to) {
      char c = text.charAt(i);
      if (c == '\\') {
        i += 2;
      } else if (c == '"' && !isPath) {
        i = afterString(text, i, to);
        if (i == BAD) {
          return BAD;
        }
      } else if (!isPath && text.startsWith("->", i)) {
        i += 2;
      } else {
        i++;
        if (c == '<') {
          depth++;
        } else if (c == '>' && --depth == 0) {
          return i;
        }
      }
    }
    return BAD;
  }
}

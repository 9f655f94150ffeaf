package ipcsh.repl;

import ipcsh.repl.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a text into {@link Token}s, whether it is valid or not: text that is being typed usually
 * is not. Blanks are omitted.
 */
final class Scanner {
  /** After one of these characters a slash begins a string; otherwise it is a division. */
  private static final String BEFORE_SLASHY = "(,=[{!&|?:;~<>";

  private static final String SINGLE = "()[]{},;.:|";
  private static final String OPERATORS = "=<>!+-*/%&^~?";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Scanner(String text) {
    this.text = text;
  }

  static List<Token> scan(String text) {
    Scanner scanner = new Scanner(text);
    while (scanner.at < text.length()) {
      scanner.next();
    }
    return scanner.tokens;
  }

  private void next() {
    char c = text.charAt(at);
    int start = at;
    if (c == '\n') {
      add(Kind.NEWLINE, start, at + 1, false);
    } else if (Character.isWhitespace(c)) {
      at++;
    } else if (Character.isJavaIdentifierStart(c)) {
      add(Kind.WORD, start, wordEnd(start), false);
    } else if (Character.isDigit(c)) {
      add(Kind.NUMBER, start, numberEnd(start), false);
    } else if (text.startsWith("//", at) || at == 0 && text.startsWith("#!")) {
      int end = text.indexOf('\n', at);
      add(Kind.COMMENT, start, end < 0 ? text.length() : end, end < 0);
    } else if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      add(Kind.COMMENT, start, end < 0 ? text.length() : end + 2, end < 0);
    } else if (c == '\'' || c == '"') {
      string(c);
    } else if (c == '/' && slashyEnd() > 0) {
      add(Kind.STRING, start, slashyEnd(), false);
    } else {
      add(Kind.SYMBOL, start, symbolEnd(start), false);
    }
  }

  private void add(Kind kind, int start, int end, boolean open) {
    tokens.add(new Token(kind, start, end, open));
    at = end;
  }

  private int wordEnd(int from) {
    int end = from;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int numberEnd(int from) {
    int end = wordEnd(from);
    boolean fraction =
        end + 1 < text.length()
            && text.charAt(end) == '.'
            && Character.isDigit(text.charAt(end + 1));
    return fraction ? wordEnd(end + 1) : end;
  }

  private int symbolEnd(int from) {
    if (SINGLE.indexOf(text.charAt(from)) >= 0) {
      return from + 1;
    }
    int end = from;
    while (end < text.length() && OPERATORS.indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return Math.max(end, from + Character.charCount(text.codePointAt(from)));
  }

  /** Scans a string up to its closing quote; code in {@code ${...}} may contain quotes. */
  private void string(char quote) {
    String three = String.valueOf(quote).repeat(3);
    String end = text.startsWith(three, at) ? three : String.valueOf(quote);
    int depth = 0;
    int i = at + end.length();
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (depth == 0 && text.startsWith(end, i)) {
        add(Kind.STRING, at, i + end.length(), false);
        return;
      } else if (depth == 0 && c == '\n' && end.length() == 1) {
        add(Kind.STRING, at, i, true);
        return;
      } else if (quote == '"' && text.startsWith("${", i)) {
        depth++;
        i++;
      } else if (depth > 0 && (c == '{' || c == '}')) {
        depth += c == '{' ? 1 : -1;
      }
      i++;
    }
    add(Kind.STRING, at, text.length(), true);
  }

  private int slashyEnd() {
    if (!tokens.isEmpty()) {
      Token last = tokens.get(tokens.size() - 1);
      if (last.kind() != Kind.NEWLINE
          && (last.kind() != Kind.SYMBOL
              || BEFORE_SLASHY.indexOf(text.charAt(last.end() - 1)) < 0)) {
        return -1;
      }
    }
    for (int i = at + 1; i < text.length() && text.charAt(i) != '\n'; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == '/') {
        return i + 1;
      }
    }
    return -1;
  }
}

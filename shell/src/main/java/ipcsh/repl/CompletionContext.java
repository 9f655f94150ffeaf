package ipcsh.repl;

import ipcsh.repl.Token.Kind;
import java.util.List;

/**
 * The position of the cursor in the text: what is expected there, and in which call.
 *
 * @param kind what is expected
 * @param word the part that is typed already
 * @param receiver for a member, the name before the dot, or empty for an expression
 * @param call the innermost enclosing call, or null
 * @param quote the quote of an open string, or 0
 */
record CompletionContext(Kinds kind, String word, String receiver, TypedCall call, char quote) {
  enum Kinds {
    /** The beginning of a statement, usually a command. */
    STATEMENT,
    /** An argument of {@link #call}. */
    ARGUMENT,
    /** The inside of a string. */
    STRING,
    /** A member of {@link #receiver}. */
    MEMBER,
    /** Any value. */
    VALUE,
    /** No completion: a comment, the inside of a number. */
    NOTHING
  }

  static CompletionContext at(String line, int cursor) {
    String text = line.substring(0, Math.min(cursor, line.length()));
    List<Token> tokens = Scanner.scan(text);
    Token last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
    if (last == null || last.end() < text.length()) {
      return at(text, tokens, "");
    }
    List<Token> before = tokens.subList(0, tokens.size() - 1);
    return switch (last.kind()) {
      case WORD -> at(text, before, last.in(text));
      case STRING -> last.open() ? inString(text, before, last) : nothing();
      case COMMENT -> last.open() ? nothing() : at(text, tokens, "");
      case NUMBER -> nothing();
      default -> at(text, tokens, "");
    };
  }

  /**
   * The number of open brackets at the end of a text; -1 inside a string, where blanks are
   * significant.
   */
  static int depth(String text) {
    List<Token> tokens = Scanner.scan(text);
    if (!tokens.isEmpty() && tokens.get(tokens.size() - 1).open()) {
      return -1;
    }
    int depth = 0;
    for (Token token : tokens) {
      if (token.kind() == Kind.SYMBOL) {
        char c = text.charAt(token.start());
        depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      }
    }
    return Math.max(depth, 0);
  }

  private static CompletionContext nothing() {
    return new CompletionContext(Kinds.NOTHING, "", null, null, (char) 0);
  }

  private static CompletionContext inString(String text, List<Token> before, Token string) {
    boolean three = string.in(text).startsWith("'''") || string.in(text).startsWith("\"\"\"");
    String content = text.substring(string.start() + (three ? 3 : 1));
    TypedCalls calls = new TypedCalls(text, before);
    return new CompletionContext(
        Kinds.STRING, content, null, calls.innermost(), text.charAt(string.start()));
  }

  private static CompletionContext at(String text, List<Token> before, String word) {
    TypedCalls calls = new TypedCalls(text, before);
    int size = before.size();
    if (size > 0 && before.get(size - 1).is(text, ".")) {
      String receiver = "";
      if (size > 1 && before.get(size - 2).kind() == Kind.WORD) {
        boolean chained = size > 2 && before.get(size - 3).is(text, ".");
        receiver = chained ? "" : before.get(size - 2).in(text);
      } else if (size > 1 && before.get(size - 2).kind() == Kind.NUMBER) {
        receiver = before.get(size - 2).in(text);
      }
      return new CompletionContext(Kinds.MEMBER, word, receiver, calls.innermost(), (char) 0);
    }
    Kinds kind =
        calls.atStatement() ? Kinds.STATEMENT : calls.isArgument() ? Kinds.ARGUMENT : Kinds.VALUE;
    return new CompletionContext(kind, word, null, calls.innermost(), (char) 0);
  }
}

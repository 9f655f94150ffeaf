package ipcsh.repl;

/**
 * A piece of a text that is being typed.
 *
 * @param kind what it is
 * @param start where it begins
 * @param end behind its last character
 * @param open whether it lacks its end: a string without its closing quote
 */
record Token(Kind kind, int start, int end, boolean open) {
  enum Kind {
    WORD,
    NUMBER,
    STRING,
    COMMENT,
    NEWLINE,
    SYMBOL
  }

  String in(String text) {
    return text.substring(start, end);
  }

  boolean is(String text, String symbol) {
    return kind == Kind.SYMBOL && end - start == symbol.length() && text.startsWith(symbol, start);
  }
}

package ipcsh.repl;

/**
 * A token of a text that is being typed.
 *
 * @param kind its kind
 * @param start its start index
 * @param end the index after its last character
 * @param open whether its end is missing: a string without its closing quote
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

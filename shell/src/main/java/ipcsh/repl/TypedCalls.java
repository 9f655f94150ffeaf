package ipcsh.repl;

import ipcsh.repl.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Determines the calls that are open at the end of a text, where the cursor is. */
final class TypedCalls {
  /** Keywords that are followed by a value or a command, not an argument. */
  private static final Set<String> OPENING_WORDS =
      Set.of("return", "assert", "else", "try", "finally", "do", "throw", "case", "in");

  private static final Set<String> WORDS_WITH_PARENTHESES =
      Set.of("if", "while", "for", "switch", "catch", "synchronized");

  /** The contents of a pair of brackets. */
  private static final class Frame {
    final char opener;
    TypedCall call;
    boolean statement;

    Frame(char opener, TypedCall call, boolean statement) {
      this.opener = opener;
      this.call = call;
      this.statement = statement;
    }
  }

  private final String text;
  private final List<Token> tokens;
  private final Deque<Frame> frames = new ArrayDeque<>();

  /** Reads the tokens, without the incomplete last word. */
  TypedCalls(String text, List<Token> tokens) {
    this.text = text;
    this.tokens = tokens;
    frames.push(new Frame(' ', null, true));
    for (int i = 0; i < tokens.size(); i++) {
      read(i);
    }
  }

  /** Whether the end is the beginning of a statement. */
  boolean atStatement() {
    return frames.peek().statement;
  }

  /** Whether the end is directly in an argument of {@link #innermost}. */
  boolean isArgument() {
    return frames.peek().call != null;
  }

  /** The innermost call around the end, inside of the innermost closure, or null. */
  TypedCall innermost() {
    for (Frame frame : frames) {
      if (frame.call != null || frame.opener == '{') {
        return frame.call;
      }
    }
    return null;
  }

  private void read(int i) {
    Token token = tokens.get(i);
    Frame frame = frames.peek();
    switch (token.kind()) {
      case WORD -> word(i, frame);
      case NEWLINE -> newline(i, frame);
      case SYMBOL -> symbol(i, token.in(text), frame);
      case COMMENT -> {}
      default -> frame.statement = false;
    }
  }

  private void newline(int i, Frame frame) {
    boolean goesOn = i > 0 && tokens.get(i - 1).is(text, ",");
    if (frame.opener != '(' && frame.opener != '[' && !goesOn) {
      begin(frame);
    }
  }

  private static void begin(Frame frame) {
    frame.statement = true;
    if (frame.call != null && !frame.call.parentheses()) {
      frame.call = null;
    }
  }

  private void word(int i, Frame frame) {
    String word = tokens.get(i).in(text);
    if (OPENING_WORDS.contains(word)) {
      begin(frame);
      return;
    }
    boolean member = i > 0 && tokens.get(i - 1).is(text, ".");
    if ((frame.statement || member) && frame.call == null && argumentsFollow(i)) {
      frame.call = new TypedCall(word, receiver(i), false, 0, null);
    }
    frame.statement = false;
  }

  /** Whether the word is followed by a blank and by something that can be an argument. */
  private boolean argumentsFollow(int i) {
    int end = tokens.get(i).end();
    if (end >= text.length() || !Character.isWhitespace(text.charAt(end))) {
      return false;
    }
    if (i + 1 == tokens.size()) {
      return true;
    }
    Token next = tokens.get(i + 1);
    return switch (next.kind()) {
      case WORD, NUMBER, STRING -> true;
      case SYMBOL -> next.is(text, "[");
      default -> false;
    };
  }

  private String receiver(int i) {
    if (i == 0 || !tokens.get(i - 1).is(text, ".")) {
      return null;
    }
    boolean name = i > 1 && tokens.get(i - 2).kind() == Kind.WORD;
    boolean chained = i > 2 && tokens.get(i - 3).is(text, ".");
    return name && !chained ? tokens.get(i - 2).in(text) : "";
  }

  private void symbol(int i, String symbol, Frame frame) {
    switch (symbol) {
      case "(" -> frames.push(new Frame('(', called(i), false));
      case "[" -> frames.push(new Frame('[', null, false));
      case "{" -> frames.push(new Frame('{', null, true));
      case ")", "]", "}" -> close();
      case "," -> frame.call = frame.call == null ? null : frame.call.next();
      case ":" -> {
        boolean named = i > 0 && tokens.get(i - 1).kind() == Kind.WORD;
        if (named && frame.call != null) {
          frame.call = frame.call.named(tokens.get(i - 1).in(text));
        }
      }
      case ";", "=", "->" -> begin(frame);
      default -> frame.statement = false;
    }
    if (!";=->{".contains(symbol)) {
      frame.statement = false;
    }
  }

  private void close() {
    if (frames.size() > 1) {
      frames.pop();
    }
    frames.peek().statement = false;
  }

  private TypedCall called(int i) {
    if (i == 0 || tokens.get(i - 1).kind() != Kind.WORD) {
      return null;
    }
    Token name = tokens.get(i - 1);
    String word = name.in(text);
    boolean adjacent = name.end() == tokens.get(i).start();
    return adjacent && !WORDS_WITH_PARENTHESES.contains(word)
        ? new TypedCall(word, receiver(i - 1), true, 0, null)
        : null;
  }
}

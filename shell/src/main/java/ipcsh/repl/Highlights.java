package ipcsh.repl;

import ipcsh.language.Session;
import ipcsh.repl.Token.Kind;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * Syntax highlighting of input: Groovy keywords, strings, numbers, comments, existing commands and
 * constants, and the bracket that matches the one at the cursor. Uses basic colours that are
 * readable on dark and light backgrounds.
 */
public final class Highlights implements Highlighter {
  private static final Set<String> WORDS =
      Set.of(
          ("abstract as assert boolean break byte case catch char class continue def default do"
                  + " double else enum extends final finally float for if implements import in"
                  + " instanceof int interface it long new package private protected public return"
                  + " short static super switch synchronized this throw throws trait try var void"
                  + " while true false null")
              .split(" "));

  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  static final AttributedStyle WORD = PLAIN.foreground(AttributedStyle.MAGENTA);
  static final AttributedStyle STRING = PLAIN.foreground(AttributedStyle.GREEN);
  static final AttributedStyle NUMBER = PLAIN.foreground(AttributedStyle.CYAN);
  static final AttributedStyle COMMENT = PLAIN.faint();
  static final AttributedStyle COMMAND = PLAIN.bold();
  private static final AttributedStyle MATCH = PLAIN.bold().underline();

  private final SymbolLookup known;
  private final BooleanSupplier color;

  Highlights(SymbolLookup known, BooleanSupplier color) {
    this.known = known;
    this.color = color;
  }

  /** Highlighting for text outside of the prompt, based on this session. */
  public static Function<String, AttributedString> of(Session session, boolean color) {
    Highlights highlights = new Highlights(new SymbolLookup(() -> session), () -> color);
    return text -> highlights.highlight(text, -1);
  }

  @Override
  public AttributedString highlight(LineReader reader, String text) {
    boolean typing = reader instanceof PromptReader prompt && prompt.isTyping();
    return highlight(text, typing ? reader.getBuffer().cursor() : -1);
  }

  /** The highlighted text; {@code cursor} is -1 if no bracket is to be matched. */
  AttributedString highlight(String text, int cursor) {
    if (!color.getAsBoolean()) {
      return new AttributedString(text);
    }
    List<Token> tokens = Scanner.scan(text);
    int[] pair = cursor < 0 ? new int[] {-1, -1} : Brackets.at(text, tokens, cursor);
    AttributedStringBuilder out = new AttributedStringBuilder(text.length());
    int done = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      out.append(text, done, token.start());
      boolean matched = token.start() == pair[0] || token.start() == pair[1];
      out.append(token.in(text), matched ? MATCH : style(text, tokens, i));
      done = token.end();
    }
    out.append(text, done, text.length());
    return out.toAttributedString();
  }

  private AttributedStyle style(String text, List<Token> tokens, int i) {
    Token token = tokens.get(i);
    return switch (token.kind()) {
      case STRING -> STRING;
      case NUMBER -> NUMBER;
      case COMMENT -> COMMENT;
      case WORD -> word(text, tokens, i);
      default -> PLAIN;
    };
  }

  private AttributedStyle word(String text, List<Token> tokens, int i) {
    String word = tokens.get(i).in(text);
    boolean member = i > 0 && tokens.get(i - 1).is(text, ".");
    boolean name = i + 1 < tokens.size() && tokens.get(i + 1).is(text, ":");
    if (WORDS.contains(word) && !member) {
      return WORD;
    }
    if (!name && known.command(word) != null && !isAssigned(tokens, text, i)) {
      return COMMAND;
    }
    return !member && known.isConstant(word) ? NUMBER : PLAIN;
  }

  /** Whether the word is a variable: it is assigned in this text, or has a value. */
  private boolean isAssigned(List<Token> tokens, String text, int i) {
    boolean here = i + 1 < tokens.size() && tokens.get(i + 1).is(text, "=");
    return here || known.value(tokens.get(i).in(text)) != null;
  }

  /** A bracket at the cursor and the matching one. */
  private static final class Brackets {
    private static final String OPENERS = "([{";
    private static final String CLOSERS = ")]}";

    /** Their positions, or -1 and -1. */
    static int[] at(String text, List<Token> tokens, int cursor) {
      for (int place : new int[] {cursor - 1, cursor}) {
        for (int i = 0; i < tokens.size(); i++) {
          Token token = tokens.get(i);
          if (token.start() == place && token.kind() == Kind.SYMBOL) {
            int other = other(text, tokens, i);
            if (other >= 0) {
              return new int[] {place, other};
            }
          }
        }
      }
      return new int[] {-1, -1};
    }

    private static int other(String text, List<Token> tokens, int i) {
      char c = text.charAt(tokens.get(i).start());
      int step = OPENERS.indexOf(c) >= 0 ? 1 : CLOSERS.indexOf(c) >= 0 ? -1 : 0;
      int depth = 0;
      for (int k = i; step != 0 && k >= 0 && k < tokens.size(); k += step) {
        if (tokens.get(k).kind() == Kind.SYMBOL) {
          char at = text.charAt(tokens.get(k).start());
          depth += OPENERS.indexOf(at) >= 0 ? step : CLOSERS.indexOf(at) >= 0 ? -step : 0;
          if (depth == 0) {
            return tokens.get(k).start();
          }
        }
      }
      return -1;
    }
  }
}

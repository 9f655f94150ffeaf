package ipcsh.repl;

import ipcsh.language.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Highlighted code for what is not a terminal: {@link Highlights} as pieces with a kind. */
public final class CodeSpans {
  /** What a piece of code is. */
  public enum Kind {
    PLAIN,
    KEYWORD,
    STRING,
    NUMBER,
    COMMENT,
    COMMAND
  }

  /** A piece of code. */
  public record Span(Kind kind, String text) {}

  private static final Map<AttributedStyle, Kind> KINDS =
      Map.of(
          Highlights.WORD, Kind.KEYWORD,
          Highlights.STRING, Kind.STRING,
          Highlights.NUMBER, Kind.NUMBER,
          Highlights.COMMENT, Kind.COMMENT,
          Highlights.COMMAND, Kind.COMMAND);

  private CodeSpans() {}

  /** Splits code of the language, based on the commands of this session. */
  public static Function<String, List<Span>> of(Session session) {
    Function<String, AttributedString> highlights = Highlights.of(session, true);
    return text -> spans(highlights.apply(text));
  }

  private static List<Span> spans(AttributedString text) {
    List<Span> spans = new ArrayList<>();
    int end;
    for (int start = 0; start < text.length(); start = end) {
      end = text.runLimit(start);
      Kind kind = KINDS.getOrDefault(text.styleAt(start), Kind.PLAIN);
      spans.add(new Span(kind, text.subSequence(start, end).toString()));
    }
    return spans;
  }
}

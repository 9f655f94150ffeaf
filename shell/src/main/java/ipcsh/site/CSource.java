package ipcsh.site;

import ipcsh.repl.CodeSpans.Kind;
import ipcsh.repl.CodeSpans.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits the text of a C program for highlighting. */
final class CSource {
  private static final Set<String> KEYWORDS =
      Set.of(
          ("auto break case char const continue default do double else enum extern float for goto"
                  + " if inline int long register restrict return short signed sizeof static struct"
                  + " switch typedef union unsigned void volatile while")
              .split(" "));

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<comment>//[^\\n]*|/\\*(?s:.*?)\\*/)"
              + "|(?<string>\"(?:[^\"\\\\\\n]|\\\\.)*\"|'(?:[^'\\\\\\n]|\\\\.)*')"
              + "|(?<directive>(?m:^#[a-z]+))"
              + "|(?<number>\\b\\d[\\w.]*)"
              + "|(?<word>[A-Za-z_]\\w*)(?<call>\\()?");

  private CSource() {}

  static List<Span> spans(String text) {
    List<Span> spans = new ArrayList<>();
    Matcher token = TOKEN.matcher(text);
    int done = 0;
    while (token.find()) {
      int end = token.group("call") == null ? token.end() : token.end("word");
      Kind kind = kind(token);
      if (kind != Kind.PLAIN) {
        plain(spans, text.substring(done, token.start()));
        spans.add(new Span(kind, text.substring(token.start(), end)));
        done = end;
      }
    }
    plain(spans, text.substring(done));
    return spans;
  }

  private static void plain(List<Span> spans, String text) {
    if (!text.isEmpty()) {
      spans.add(new Span(Kind.PLAIN, text));
    }
  }

  private static Kind kind(Matcher token) {
    if (token.group("comment") != null) {
      return Kind.COMMENT;
    }
    if (token.group("string") != null) {
      return Kind.STRING;
    }
    if (token.group("number") != null) {
      return Kind.NUMBER;
    }
    if (token.group("directive") != null || KEYWORDS.contains(token.group("word"))) {
      return Kind.KEYWORD;
    }
    String word = token.group("word");
    boolean isConstant = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
    return isConstant ? Kind.NUMBER : token.group("call") == null ? Kind.PLAIN : Kind.COMMAND;
  }
}

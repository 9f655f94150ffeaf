package ipcsh.site;

import ipcsh.draw.Markup;
import ipcsh.repl.CodeSpans.Kind;
import ipcsh.repl.CodeSpans.Span;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts as HTML; whatever comes from a lesson is escaped here. */
final class HtmlText {
  /** A reference to a man page, {@code unix(7)}. */
  private static final Pattern MAN = Pattern.compile("\\b[A-Za-z_][\\w.-]*\\([1-9][a-z]{0,2}\\)");

  private HtmlText() {}

  /** A text, with references to man pages marked. */
  static String prose(String text) {
    StringBuilder out = new StringBuilder();
    Matcher man = MAN.matcher(text);
    int done = 0;
    while (man.find()) {
      out.append(Markup.escape(text.substring(done, man.start())));
      out.append("<code>").append(Markup.escape(man.group())).append("</code>");
      done = man.end();
    }
    return out.append(Markup.escape(text.substring(done))).toString();
  }

  /** Highlighted code. */
  static String code(List<Span> spans) {
    StringBuilder out = new StringBuilder();
    for (Span span : spans) {
      String text = Markup.escape(span.text());
      if (span.kind() == Kind.PLAIN) {
        out.append(text);
      } else {
        out.append("<span class=\"").append(name(span.kind())).append("\">");
        out.append(text).append("</span>");
      }
    }
    return out.toString();
  }

  /** The CSS class of a kind. */
  private static String name(Kind kind) {
    return switch (kind) {
      case KEYWORD -> "k";
      case STRING -> "s";
      case NUMBER -> "n";
      case COMMENT -> "c";
      case COMMAND -> "f";
      case PLAIN -> "";
    };
  }
}

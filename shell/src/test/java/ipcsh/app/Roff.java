package ipcsh.app;

import ipcsh.draw.WrappedText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in the language of manual pages, roff(7). */
final class Roff {
  private static final int WIDTH = 55;
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-z][\\w-]*");
  private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z][A-Za-z0-9]*(?:\\.[a-z]+)?");

  private Roff() {}

  /** Literal text: what is to be typed, with hyphens that can be copied. */
  static String literal(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> out.append("\\e");
                case '-' -> out.append("\\-");
                case '\'' -> out.append("\\(aq");
                case '`' -> out.append("\\(ga");
                case '^' -> out.append("\\(ha");
                case '~' -> out.append("\\(ti");
                default -> {
                  if (c < 128) {
                    out.appendCodePoint(c);
                  } else {
                    out.append(String.format("\\[u%04X]", c));
                  }
                }
              }
            });
    return out.toString();
  }

  /** A form of the command or an option: words in bold, placeholders in italics. */
  static String form(String text) {
    StringBuilder out = new StringBuilder();
    Matcher word = Pattern.compile("[\\w.-]+|[^\\w.-]+").matcher(text);
    while (word.find()) {
      String its = word.group();
      if (PLACEHOLDER.matcher(its.replaceFirst("\\.\\.\\.$", "")).matches()) {
        out.append("\\fI").append(literal(its)).append("\\fP");
      } else if (its.matches("[\\w.-]+") && !its.equals("...")) {
        out.append("\\fB").append(literal(its)).append("\\fP");
      } else {
        out.append(literal(its));
      }
    }
    return out.toString();
  }

  /** Prose in short lines, options in bold. */
  static String prose(String text) {
    StringBuilder out = new StringBuilder();
    for (String line : WrappedText.wrap(text, WIDTH, 0).lines().map(String::strip).toList()) {
      Matcher option = OPTION.matcher(line);
      StringBuilder shown = new StringBuilder();
      int done = 0;
      while (option.find()) {
        shown.append(words(line.substring(done, option.start())));
        shown.append("\\fB").append(literal(option.group())).append("\\fP");
        done = option.end();
      }
      shown.append(words(line.substring(done)));
      boolean isRequest = shown.indexOf(".") == 0 || shown.indexOf("'") == 0;
      out.append(isRequest ? "\\&" : "").append(shown).append('\n');
    }
    return out.toString();
  }

  /** Hyphens inside of words stay hyphens. */
  private static String words(String text) {
    return literal(text).replaceAll("(?<=[A-Za-z])\\\\-(?=[A-Za-z])", "-");
  }
}

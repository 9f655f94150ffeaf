package ipcsh.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Wraps text between words to the available width. */
public final class WrappedText {
  /** A word with its preceding blanks. */
  private static final Pattern WORD = Pattern.compile("\\s*\\S+");

  /** An escape sequence that sets a colour and has no width. */
  private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;:]*m");

  /** The separator of two columns of a table. */
  private static final Pattern GAP = Pattern.compile("\\S(  +)(?=\\S)");

  private static final String COMMENT = "//";

  /** The marker of a result in a comment. */
  private static final String RESULT = "=> ";

  private WrappedText() {}

  /**
   * A text whose lines are at most {@code columns} wide, unless a single word is wider. A
   * continuation line is aligned with the last column of a table, if the line belongs to one,
   * otherwise with the beginning of the line. The continuation of a comment after code is a comment
   * too.
   *
   * @param columns the width; 0 if unknown: lines are not wrapped
   * @param hang the indentation of continuation lines for lines without one
   */
  public static String wrap(String text, int columns, int hang) {
    return columns <= 0
        ? text
        : text.lines()
            .flatMap(line -> lines(line, columns, hang).stream())
            .collect(Collectors.joining("\n"));
  }

  /** The width of a text in columns, without its colours. */
  public static int width(String text) {
    return Glyph.width(COLOR.matcher(text).replaceAll(""));
  }

  private static List<String> lines(String line, int columns, int hang) {
    if (width(line) <= columns) {
      return List.of(line);
    }
    int comment = comment(line);
    return comment < 0 ? broken(line, columns, hang) : commented(line, comment, columns, hang);
  }

  /** The code, and below it its comment, each line of which begins as a comment. */
  private static List<String> commented(String line, int comment, int columns, int hang) {
    String code = line.substring(0, comment).stripTrailing();
    List<String> lines = new ArrayList<>(code.isEmpty() ? List.of() : lines(code, columns, hang));
    String begin = " ".repeat(line.length() - line.stripLeading().length()) + COMMENT;
    String text = line.substring(comment + COMMENT.length());
    int behind = text.startsWith(RESULT) ? RESULT.length() : 1;
    lines(text, columns - begin.length(), behind).forEach(each -> lines.add(begin + each));
    return lines;
  }

  /** The index of the comment in a line of code; -1 if there is none. */
  private static int comment(String line) {
    return CodeLine.find(
        line, i -> line.startsWith(COMMENT, i) && line.substring(0, i).matches("|.*\\s"));
  }

  private static List<String> broken(String line, int columns, int hang) {
    int margin = margin(line, columns, hang);
    List<String> lines = new ArrayList<>();
    StringBuilder now = new StringBuilder();
    int used = 0;
    Matcher words = WORD.matcher(line);
    while (words.find()) {
      String word = words.group();
      if (used > 0 && used + width(word) > columns) {
        lines.add(now.toString());
        String bare = word.strip();
        int before = Math.max(0, Math.min(margin, columns - width(bare)));
        word = " ".repeat(before) + bare;
        now.setLength(0);
        used = 0;
      }
      now.append(word);
      used += width(word);
    }
    lines.add(now.toString());
    return lines;
  }

  private static int margin(String line, int columns, int hang) {
    int own = line.length() - line.stripLeading().length();
    int margin = own == 0 ? hang : own;
    Matcher gaps = GAP.matcher(line);
    while (gaps.find()) {
      int behind = width(line.substring(0, gaps.end()));
      if (behind <= columns / 2) {
        margin = behind;
      }
    }
    return margin;
  }
}

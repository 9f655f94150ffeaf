package ipcsh.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text for people to read, in the width that there is: lines end between words. */
public final class WrappedText {
  /** A word with the blanks before it. */
  private static final Pattern WORD = Pattern.compile("\\s*\\S+");

  /** What sets a colour and takes no room. */
  private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;:]*m");

  /** What parts two columns of a table. */
  private static final Pattern GAP = Pattern.compile("\\S(  +)(?=\\S)");

  private static final String COMMENT = "//";

  /** What says that a comment has a result. */
  private static final String RESULT = "=> ";

  private WrappedText() {}

  /**
   * A text whose lines are no wider than {@code columns}, unless a single word is. What is left of
   * a line stands below its beginning: in the last column of a table, where a line is one; else as
   * far from the margin as the line itself. The rest of a comment of a line of code is one too.
   *
   * @param columns how many there are; 0 if unknown; then lines stay as they are
   * @param hang how far from the margin the rest of a line that begins there goes on
   */
  public static String wrap(String text, int columns, int hang) {
    return columns <= 0
        ? text
        : text.lines()
            .flatMap(line -> lines(line, columns, hang).stream())
            .collect(Collectors.joining("\n"));
  }

  /** How many columns a text takes without its colours. */
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

  /** The code, and below it its comment, each line of which is one. */
  private static List<String> commented(String line, int comment, int columns, int hang) {
    String code = line.substring(0, comment).stripTrailing();
    List<String> lines = new ArrayList<>(code.isEmpty() ? List.of() : lines(code, columns, hang));
    String begin = " ".repeat(line.length() - line.stripLeading().length()) + COMMENT;
    String text = line.substring(comment + COMMENT.length());
    int behind = text.startsWith(RESULT) ? RESULT.length() : 1;
    lines(text, columns - begin.length(), behind).forEach(each -> lines.add(begin + each));
    return lines;
  }

  /** Where the comment of a line of code begins; -1 where it has none. */
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

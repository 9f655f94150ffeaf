package ipcsh.scenario;

import ipcsh.sys.text.EscapedText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * The differences between two texts, line by line, in the format of {@code diff -u}. Either text
 * may come from another user: the output is escaped and bounded, and so is the running time.
 */
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  /** With more pairs of lines than this, common lines are not searched for. */
  private static final long MOST_PAIRS = 4_000_000;

  private static final int MOST_SHOWN = 1000;
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String CYAN = "\u001b[36m";
  private static final String PLAIN = "\u001b[0m";

  /** A line: common, only expected, or only found. */
  private record Line(char sign, String text, int expectedNumber, int foundNumber) {}

  private final List<Line> lines = new ArrayList<>();

  /**
   * Compares two texts.
   *
   * @param like whether an expected line matches a found line, by their indexes
   */
  UnifiedDiff(List<String> expected, List<String> found, BiPredicate<Integer, Integer> like) {
    int n = expected.size();
    int m = found.size();
    int start = 0;
    while (start < n && start < m && like.test(start, start)) {
      lines.add(new Line(' ', expected.get(start), ++start, start));
    }
    int behind = 0;
    while (n - behind > start && m - behind > start && like.test(n - behind - 1, m - behind - 1)) {
      behind++;
    }
    between(expected.subList(0, n - behind), found.subList(0, m - behind), start, like);
    for (; behind > 0; behind--) {
      int at = n - behind;
      lines.add(new Line(' ', expected.get(at), at + 1, m - behind + 1));
    }
  }

  /** Compares the part between the common beginning and end, by the longest common subsequence. */
  private void between(
      List<String> expected, List<String> found, int from, BiPredicate<Integer, Integer> like) {
    int n = expected.size();
    int m = found.size();
    boolean compared = (long) (n - from) * (m - from) <= MOST_PAIRS;
    int[][] common = compared ? common(n - from, m - from, from, like) : null;
    int i = from;
    int j = from;
    while (i < n || j < m) {
      if (compared && i < n && j < m && like.test(i, j)) {
        lines.add(new Line(' ', expected.get(i++), i, ++j));
      } else if (i < n
          && (j == m
              || !compared
              || common[i + 1 - from][j - from] >= common[i - from][j + 1 - from])) {
        lines.add(new Line('-', expected.get(i++), i, j));
      } else {
        lines.add(new Line('+', found.get(j++), i, j));
      }
    }
  }

  private static int[][] common(int n, int m, int from, BiPredicate<Integer, Integer> like) {
    int[][] common = new int[n + 1][m + 1];
    for (int i = n - 1; i >= 0; i--) {
      for (int j = m - 1; j >= 0; j--) {
        common[i][j] =
            like.test(from + i, from + j)
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  /** The number of differing lines. */
  long count() {
    return lines.stream().filter(line -> line.sign != ' ').count();
  }

  /** The differing lines with some context. */
  List<String> shown(boolean color) {
    List<String> all = new ArrayList<>();
    int shownTo = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).sign == ' ') {
        continue;
      }
      int from = Math.max(shownTo, i - CONTEXT);
      if (from > shownTo || all.isEmpty()) {
        Line first = lines.get(from);
        String place = "@@ line " + Math.max(1, first.expectedNumber) + " @@";
        all.add(color ? CYAN + place + PLAIN : place);
      }
      int to = i;
      while (to < lines.size() && to - i <= CONTEXT) {
        i = lines.get(to).sign == ' ' ? i : to;
        to++;
      }
      for (Line line : lines.subList(from, to)) {
        if (all.size() == MOST_SHOWN) {
          all.add("... " + count() + " lines differ");
          return all;
        }
        all.add(painted(line, color));
      }
      shownTo = to;
      i = to - 1;
    }
    return all;
  }

  private static String painted(Line line, boolean color) {
    String text = line.sign + EscapedText.lines(line.text);
    if (!color || line.sign == ' ') {
      return text;
    }
    return (line.sign == '-' ? RED : GREEN) + text + PLAIN;
  }
}

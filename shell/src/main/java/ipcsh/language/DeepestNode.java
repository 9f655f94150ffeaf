package ipcsh.language;

/**
 * Finds the part of a text for which the compiler's stack was too small; the compiler does not
 * report it.
 */
final class DeepestNode {
  private static final int SHALLOW = 50;

  private DeepestNode() {}

  /** The number of the line with the most deeply nested brackets, otherwise of the longest line. */
  static int line(Source source) {
    int depth = 0;
    int deepest = 0;
    int at = 0;
    int longest = 0;
    int longestAt = 0;
    int line = source.firstLine();
    for (String text : source.text().lines().toList()) {
      for (int i = 0; i < text.length(); i++) {
        depth += "([{".indexOf(text.charAt(i)) >= 0 ? 1 : 0;
        depth -= ")]}".indexOf(text.charAt(i)) >= 0 ? 1 : 0;
        if (depth > deepest) {
          deepest = depth;
          at = line;
        }
      }
      if (text.length() > longest) {
        longest = text.length();
        longestAt = line;
      }
      line++;
    }
    return deepest > SHALLOW ? at : longestAt;
  }
}

package ipcsh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The shells that a script names plainly, {@code shell 'server'}: they are started while it is
 * compiled, all together. One that it does not start after all ends with it; one that this does not
 * find is started when the script does.
 */
final class RoleNames {
  private static final Pattern CREATION =
      Pattern.compile("(?<![\\w.'\"])shell[ \\t]*\\(?[ \\t]*(['\"])([\\w.-]+)\\1");

  /** More than this are no help on a small machine. */
  private static final int MOST = 8;

  private RoleNames() {}

  static List<String> in(Options options) {
    String text = options.code;
    if (text == null && options.file != null) {
      try {
        Path file = Path.of(options.file);
        text = Files.isRegularFile(file) ? Files.readString(file) : null;
      } catch (IOException unreadable) {
        // running it will say so
      }
    }
    return text == null ? List.of() : in(text);
  }

  static List<String> in(String text) {
    String code = text.replaceAll("(?m)^\\s*//.*$", "");
    return CREATION
        .matcher(code)
        .results()
        .map((MatchResult found) -> found.group(2))
        .distinct()
        .limit(MOST)
        .toList();
  }
}

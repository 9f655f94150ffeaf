package ipcsh.repl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry for another shell, {@code @B recv s}. A Groovy annotation begins in the same way, but is
 * followed by the annotated element.
 *
 * @param name the name of the other shell
 * @param line the line to be run there
 * @param start the index of the line in the entry
 */
record AtLine(String name, String line, int start) {
  private static final Pattern FORM =
      Pattern.compile("\\s*@([A-Za-z0-9_][A-Za-z0-9_.-]*)[ \\t]+(?=\\S)");

  private static final Pattern ANNOTATED =
      Pattern.compile(
          "(@|(class|interface|enum|trait|record|def|final|abstract|static|public|private|"
              + "protected|import|package)\\b).*",
          Pattern.DOTALL);

  /** Parses an entry; null if it is not of this kind. */
  static AtLine of(String entry) {
    Matcher form = FORM.matcher(entry);
    if (!form.lookingAt()) {
      return null;
    }
    String line = entry.substring(form.end());
    return ANNOTATED.matcher(line).matches() ? null : new AtLine(form.group(1), line, form.end());
  }

  /** The part of an entry that is code. */
  static String code(String entry) {
    AtLine at = of(entry);
    return at == null ? entry : at.line;
  }
}

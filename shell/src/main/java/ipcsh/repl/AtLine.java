package ipcsh.repl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry for another shell, {@code @B recv s}. A Groovy annotation begins the same way, and is
 * followed by what it annotates.
 *
 * @param name the other shell's name
 * @param line what runs there
 * @param start where the line begins in the entry
 */
record AtLine(String name, String line, int start) {
  private static final Pattern FORM =
      Pattern.compile("\\s*@([A-Za-z0-9_][A-Za-z0-9_.-]*)[ \\t]+(?=\\S)");

  private static final Pattern ANNOTATED =
      Pattern.compile(
          "(@|(class|interface|enum|trait|record|def|final|abstract|static|public|private|"
              + "protected|import|package)\\b).*",
          Pattern.DOTALL);

  /** The entry read so, or null where it is none. */
  static AtLine of(String entry) {
    Matcher form = FORM.matcher(entry);
    if (!form.lookingAt()) {
      return null;
    }
    String line = entry.substring(form.end());
    return ANNOTATED.matcher(line).matches() ? null : new AtLine(form.group(1), line, form.end());
  }

  /** What the language sees of an entry. */
  static String code(String entry) {
    AtLine at = of(entry);
    return at == null ? entry : at.line;
  }
}

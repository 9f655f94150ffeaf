package ipcsh.scenario;

import ipcsh.handle.LocalClock;
import ipcsh.language.saving.Literals;
import ipcsh.language.saving.SavedEntry;
import java.util.ArrayList;
import java.util.List;

/** The entries of one shell as a script. */
final class Script {
  /** The number of entries that certainly fit in one Java method, whose size is limited. */
  static final int PART = 150;

  private Script() {}

  static String of(String title, List<SavedEntry> pieces) {
    List<String> lines = new ArrayList<>(header("A session", title));
    if (pieces.size() <= PART) {
      pieces.forEach(piece -> lines.addAll(piece.lines()));
    } else {
      parts(pieces, lines);
    }
    return String.join("\n", lines) + "\n";
  }

  /** The lines above the first entry. */
  static List<String> header(String what, String title) {
    List<String> lines = new ArrayList<>();
    lines.add("// " + what + " of ipcsh, saved on " + LocalClock.today() + ". ipcsh FILE runs it.");
    if (title != null) {
      lines.add("title " + Literals.quoted(title));
    }
    lines.add("");
    return lines;
  }

  /**
   * Blocks that are called in place; entries that a block cannot contain are placed between them.
   */
  private static void parts(List<SavedEntry> pieces, List<String> lines) {
    List<SavedEntry> part = new ArrayList<>();
    for (SavedEntry piece : pieces) {
      if (piece.definition() || part.size() == PART) {
        close(part, lines);
      }
      if (piece.definition()) {
        lines.addAll(piece.lines());
      } else {
        part.add(piece);
      }
    }
    close(part, lines);
  }

  private static void close(List<SavedEntry> part, List<String> lines) {
    if (!part.isEmpty()) {
      lines.add("({ ->  // a part: a file must not be longer than a method of Java");
      part.forEach(piece -> lines.addAll(piece.lines()));
      lines.add("})()");
      part.clear();
    }
  }
}

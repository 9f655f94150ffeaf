package ipcsh.language.saving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Edits of a text, all at positions in the original text. */
final class Edits {
  private final List<Edit> edits = new ArrayList<>();

  private record Edit(int start, int end, String text) {
    boolean isReplacement() {
      return end > start;
    }
  }

  /** Replaces the text from {@code start} to {@code end}. */
  void replace(int start, int end, String text) {
    edits.add(new Edit(start, end, text));
  }

  void insert(int at, String text) {
    replace(at, at, text);
  }

  /**
   * The edited text; edits at the same position are applied in the order in which they were made,
   * insertions before replacements.
   */
  String apply(String text) {
    List<Edit> inOrder = new ArrayList<>(edits);
    inOrder.sort(Comparator.comparingInt(Edit::start).thenComparing(Edit::isReplacement));
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Edit edit : inOrder) {
      if (edit.start < at) {
        // within a range that was replaced already
        continue;
      }
      out.append(text, at, edit.start).append(edit.text);
      at = edit.end;
    }
    return out.append(text.substring(at)).toString();
  }
}

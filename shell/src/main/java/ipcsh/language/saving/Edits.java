package ipcsh.language.saving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Changes of a text, all by the places of the text as it was. */
final class Edits {
  private final List<Edit> edits = new ArrayList<>();

  private record Edit(int start, int end, String text) {
    boolean isReplacement() {
      return end > start;
    }
  }

  /** What stands from {@code start} to {@code end} is to be this. */
  void replace(int start, int end, String text) {
    edits.add(new Edit(start, end, text));
  }

  void insert(int at, String text) {
    replace(at, at, text);
  }

  /**
   * The text with the changes; those of one place in the order in which they were made, what is
   * inserted before what is replaced.
   */
  String apply(String text) {
    List<Edit> inOrder = new ArrayList<>(edits);
    inOrder.sort(Comparator.comparingInt(Edit::start).thenComparing(Edit::isReplacement));
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (Edit edit : inOrder) {
      if (edit.start < at) {
        // inside of what was replaced already
        continue;
      }
      out.append(text, at, edit.start).append(edit.text);
      at = edit.end;
    }
    return out.append(text.substring(at)).toString();
  }
}

package ipcsh.language.saving;

import java.util.LinkedHashMap;
import java.util.Map;

/** Counts the entries that are not saved, by reason. */
final class OmittedEntries {
  static final String ONLY_LOOK = "only look";

  private final Map<String, Integer> counts = new LinkedHashMap<>();

  void leave(SavedLine line, String why) {
    line.kept = false;
    counts.merge(why, 1, Integer::sum);
  }

  /** Saves an entry after all that was omitted because it only inspects something. */
  void restore(SavedLine line) {
    line.kept = true;
    counts.merge(ONLY_LOOK, -1, Integer::sum);
  }

  Map<String, Integer> counts() {
    counts.values().removeIf(count -> count <= 0);
    return counts;
  }
}

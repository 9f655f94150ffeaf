package ipcsh.language.saving;

import ipcsh.language.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/** An entry being saved: its tree, the edits of its text, and the lines around it. */
final class SavedLine {
  final JournalEntry entry;
  final EntryTree tree;
  final Edits edits = new Edits();
  final List<String> before = new ArrayList<>();
  final List<String> after = new ArrayList<>();
  Determinism sure = Determinism.OTHER;
  boolean kept = true;
  boolean wanted;
  boolean asserted;
  boolean definition;
  String name;
  List<String> elements;
  String text;

  SavedLine(JournalEntry entry, EntryTree tree) {
    this.entry = entry;
    this.tree = tree;
  }

  /** The entry as it is saved. */
  SavedEntry saved() {
    return new SavedEntry(before, text, after, entry.begin(), entry.end(), definition);
  }
}

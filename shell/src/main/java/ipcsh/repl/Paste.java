package ipcsh.repl;

import ipcsh.language.Completeness;
import ipcsh.language.Entries;
import ipcsh.language.Source;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A text of several lines that was pasted, as the entries that it would be if it were typed. What
 * its end has not ended, a line without a newline or an open bracket, is left to be typed on.
 */
final class Paste {
  /** What errors call it, with the line. */
  private static final String NAME = "paste";

  private final Deque<Source> entries = new ArrayDeque<>();
  private String rest = "";

  /** The entries of a text. */
  Paste(String text) {
    int ended = text.lastIndexOf('\n') + 1;
    Entries all = new Entries(NAME, text.substring(0, ended));
    for (Source entry = all.next(); entry != null; entry = all.next()) {
      if (!Completeness.isComplete(AtLine.code(entry.text()))) {
        rest = from(entry.firstLine(), text);
        return;
      }
      entries.add(entry);
    }
    rest = text.substring(ended);
  }

  private static String from(int line, String text) {
    int at = 0;
    for (int i = 1; i < line; i++) {
      at = text.indexOf('\n', at) + 1;
    }
    return text.substring(at);
  }

  /** The next entry, or null where none is left. */
  Source next() {
    return entries.poll();
  }

  /** How many entries are left. */
  int left() {
    return entries.size();
  }

  /** Has this stand behind what is to be typed on. */
  void append(String text) {
    rest += text;
  }

  /** What is to be typed on. */
  String rest() {
    return rest;
  }
}

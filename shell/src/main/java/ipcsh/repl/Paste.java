package ipcsh.repl;

import ipcsh.language.Completeness;
import ipcsh.language.Entries;
import ipcsh.language.Source;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A pasted text of several lines, split into entries as if it were typed. An incomplete end, a line
 * without a newline or with an open bracket, is left on the input line.
 */
final class Paste {
  /** Its name in error messages, followed by the line. */
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

  /** The next entry, or null if none is left. */
  Source next() {
    return entries.poll();
  }

  /** The number of entries left. */
  int left() {
    return entries.size();
  }

  /** Appends to the incomplete rest. */
  void append(String text) {
    rest += text;
  }

  /** The incomplete rest, to be left on the input line. */
  String rest() {
    return rest;
  }
}

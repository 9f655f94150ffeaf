package ipcsh.language;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A text entry by entry, as somebody would type it: each as soon as it is whole. An entry that is
 * still open at the end of the text, or after very many lines, is given as its first line alone, so
 * that a forgotten quote does not swallow what follows.
 */
public final class Entries {
  private static final int SHORTEST = 40;

  private final String name;
  private final BufferedReader in;
  private final Deque<String> readAhead = new ArrayDeque<>();
  private int line;

  /** More lines than this are taken for a forgotten bracket; less and less after each of them. */
  private int longest = 2000;

  /** Those of a text that errors call {@code name}. */
  public Entries(String name, BufferedReader in) {
    this.name = name;
    this.in = in;
  }

  /** The next entry, or null at the end. */
  public Source next() throws IOException {
    String first = nextLine();
    while (first != null && first.isBlank()) {
      first = nextLine();
    }
    if (first == null) {
      return null;
    }
    int firstLine = line;
    StringBuilder text = new StringBuilder(first);
    Deque<String> more = new ArrayDeque<>();
    while (!Completeness.isComplete(text.toString())) {
      String next = more.size() < longest ? nextLine() : null;
      if (next == null) {
        longest = Math.max(SHORTEST, Math.min(longest, more.size()) / 2);
        giveBack(more);
        return new Source(name, first, firstLine);
      }
      more.add(next);
      text.append('\n').append(next);
    }
    return new Source(name, text.toString(), firstLine);
  }

  private String nextLine() throws IOException {
    String next = readAhead.isEmpty() ? in.readLine() : readAhead.poll();
    line += next == null ? 0 : 1;
    return next;
  }

  private void giveBack(Deque<String> lines) {
    line -= lines.size();
    while (!lines.isEmpty()) {
      readAhead.addFirst(lines.pollLast());
    }
  }
}

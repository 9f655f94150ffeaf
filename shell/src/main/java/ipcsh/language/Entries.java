package ipcsh.language;

import ipcsh.handle.TextFile;
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
  private static final char MARK = '\ufeff';

  private final String name;
  private final BufferedReader in;
  private final Deque<String> readAhead = new ArrayDeque<>();
  private int line;

  /** Nothing has been read yet: a byte order mark is none of the text. */
  private boolean begins = true;

  /** A line feed belongs to the line that has ended. */
  private boolean afterReturn;

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
      String next = more.size() < longest && text.length() < TextFile.LONGEST ? nextLine() : null;
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
    String next = readAhead.isEmpty() ? read() : readAhead.poll();
    line += next == null ? 0 : 1;
    return next;
  }

  /** A line of what comes, null at its end; one that does not end is none. */
  private String read() throws IOException {
    StringBuilder text = new StringBuilder();
    int c = in.read();
    if (afterReturn && c == '\n') {
      c = in.read();
    }
    if (begins && c == MARK) {
      c = in.read();
    }
    begins = false;
    afterReturn = false;
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n' && c != '\r') {
      if (text.length() == TextFile.LONGEST) {
        throw new IOException("a line has more than " + TextFile.LONGEST + " characters");
      }
      text.append((char) c);
      c = in.read();
    }
    afterReturn = c == '\r';
    return text.toString();
  }

  private void giveBack(Deque<String> lines) {
    line -= lines.size();
    while (!lines.isEmpty()) {
      readAhead.addFirst(lines.pollLast());
    }
  }
}

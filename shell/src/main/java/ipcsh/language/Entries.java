package ipcsh.language;

import ipcsh.handle.TextFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * A text entry by entry, as somebody would type it: each as soon as it is whole. An entry that is
 * still open at the end of the text, or after very many lines, is given as its first line alone, so
 * that a forgotten quote does not swallow what follows.
 *
 * <p>Of a text that is there as a whole, a line that cannot begin an entry, {@code else} for
 * example, goes on with the one before; of one that is still being written, nobody can know.
 */
public final class Entries {
  private static final int SHORTEST = 40;
  private static final char MARK = '\ufeff';

  private static final Pattern GOES_ON =
      Pattern.compile("\\s*(else\\b|catch\\s*\\(|finally\\b|\\??\\.[A-Za-z_]|\\*\\.|&&|\\|\\|).*");

  private final String name;
  private final BufferedReader in;
  private final boolean isThere;
  private final Deque<String> readAhead = new ArrayDeque<>();
  private int line;

  /** Nothing has been read yet: a byte order mark is none of the text. */
  private boolean begins = true;

  /** A line feed belongs to the line that has ended. */
  private boolean afterReturn;

  /** More lines than this are taken for a forgotten bracket; less and less after each of them. */
  private int longest = 2000;

  /** Those of a text that errors call {@code name}, which may still be being written. */
  public Entries(String name, BufferedReader in) {
    this(name, in, false);
  }

  /** Those of a text that is there as a whole. */
  public Entries(String name, String text) {
    this(name, new BufferedReader(new StringReader(text)), true);
  }

  private Entries(String name, BufferedReader in, boolean isThere) {
    this.name = name;
    this.in = in;
    this.isThere = isThere;
  }

  /**
   * The next entry, or null at the end.
   *
   * @throws UncheckedIOException where the text cannot be read on
   */
  public Source next() {
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
    while (!Completeness.isComplete(text.toString()) || goesOn()) {
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

  /** Whether the next line belongs to what is a whole entry without it. */
  private boolean goesOn() {
    if (!isThere) {
      return false;
    }
    String next = nextLine();
    if (next == null) {
      return false;
    }
    line--;
    readAhead.addFirst(next);
    return GOES_ON.matcher(next).matches();
  }

  private String nextLine() {
    String next = readAhead.isEmpty() ? readLine() : readAhead.poll();
    line += next == null ? 0 : 1;
    return next;
  }

  private String readLine() {
    try {
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

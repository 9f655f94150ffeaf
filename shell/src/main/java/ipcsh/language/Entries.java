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
 * Splits a text into entries, as a user would type them: each is returned as soon as it is
 * complete. An entry that is still open at the end of the text, or after very many lines, is
 * returned as its first line only, so that a missing quote does not swallow what follows.
 *
 * <p>In a text that is available as a whole, a line that cannot begin an entry, for example {@code
 * else}, continues the previous one; in a text that is still being written this cannot be known.
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

  /** Whether nothing has been read yet: a byte order mark is skipped. */
  private boolean begins = true;

  /** Whether the last line ended in a carriage return: a line feed belongs to it. */
  private boolean afterReturn;

  /** An entry with more lines has a missing bracket; the limit is reduced after each such entry. */
  private int longest = 2000;

  /**
   * The entries of a text that may still be being written; {@code name} is used in error messages.
   */
  public Entries(String name, BufferedReader in) {
    this(name, in, false);
  }

  /** The entries of a text that is available as a whole. */
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
   * @throws UncheckedIOException if the text cannot be read
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

  /** Whether the next line continues an entry that is complete without it. */
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

  /** A line of input, null at its end; a line without end is not returned. */
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

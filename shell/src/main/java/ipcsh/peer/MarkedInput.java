package ipcsh.peer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An input in which a mark precedes the messages; what is before the mark is skipped, and its
 * beginning kept.
 */
final class MarkedInput extends FilterInputStream {
  private static final int MOST_SKIPPED = 1 << 20;
  private static final int MOST_KEPT = 1 << 12;

  private final StringBuilder skipped = new StringBuilder();
  private boolean isMarked;

  MarkedInput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    return skip() ? super.read() : -1;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    return skip() ? super.read(bytes, from, count) : -1;
  }

  /** Skips what is before the mark; false if there is none. */
  private boolean skip() throws IOException {
    byte[] mark = RoleHello.MARK;
    int found = 0;
    int seen = 0;
    while (!isMarked) {
      int next = super.read();
      if (next < 0) {
        return false;
      }
      if (++seen > MOST_SKIPPED) {
        throw new Link.Malformed("more than " + MOST_SKIPPED + " bytes before its first message");
      }
      // only the first byte of the mark is a NUL, apart from the last
      found = next == mark[found] ? found + 1 : next == mark[0] ? 1 : 0;
      isMarked = found == mark.length;
      keep(next);
    }
    return true;
  }

  private synchronized void keep(int next) {
    if (skipped.length() < MOST_KEPT) {
      skipped.append((char) next);
    }
  }

  /** The lines before the mark. */
  synchronized List<String> skipped() {
    String text = skipped.toString();
    int mark = text.indexOf('\0');
    byte[] bytes =
        text.substring(0, mark < 0 ? text.length() : mark).getBytes(StandardCharsets.ISO_8859_1);
    return new String(bytes, StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .toList();
  }
}

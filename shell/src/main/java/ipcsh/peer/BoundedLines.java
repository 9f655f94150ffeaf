package ipcsh.peer;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;

/**
 * Reads lines that another process prints, with bounded memory: a line that is too long is returned
 * in pieces.
 */
final class BoundedLines implements Closeable {
  /** The maximum length of a piece. */
  static final int LONGEST = 1 << 20;

  private final Reader in;
  private boolean afterReturn;

  BoundedLines(Reader in) {
    this.in = new BufferedReader(in);
  }

  /** The next line, without its line end, or null at end of file. */
  String next() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      boolean secondOfEnd = c == '\n' && afterReturn;
      afterReturn = c == '\r';
      if (secondOfEnd) {
        continue;
      }
      if (c == '\n' || c == '\r') {
        return line.toString();
      }
      line.append((char) c);
      if (line.length() >= LONGEST && !Character.isHighSurrogate((char) c)) {
        return line.toString();
      }
    }
    return line.isEmpty() ? null : line.toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

package ipcsh.peer;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;

/**
 * The lines of what another process prints. One that never ends its line is given in pieces: nobody
 * keeps more than a piece of it.
 */
final class BoundedLines implements Closeable {
  /** No line that people read is longer. */
  static final int LONGEST = 1 << 20;

  private final Reader in;
  private boolean afterReturn;

  BoundedLines(Reader in) {
    this.in = new BufferedReader(in);
  }

  /** The next line, without its end, or null where there is no more. */
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

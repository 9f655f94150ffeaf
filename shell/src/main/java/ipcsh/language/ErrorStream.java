package ipcsh.language;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Standard error without what the compiler of Groovy prints there by itself: it has no words for an
 * error of its lexer and says so, although the error is thrown as well.
 */
public final class ErrorStream extends PrintStream {
  private static final String NOISE = "unknown recognition error type: ";

  /** Writes to that stream, each line at once. */
  public ErrorStream(OutputStream out, Charset charset) {
    super(out, true, charset);
  }

  @Override
  public void println(String line) {
    if (line == null || !line.startsWith(NOISE)) {
      super.println(line);
    }
  }
}

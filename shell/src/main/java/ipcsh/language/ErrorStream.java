package ipcsh.language;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * Standard error without the messages that Groovy's compiler prints there itself: it reports an
 * error of its lexer there, although it throws the error as well.
 */
public final class ErrorStream extends PrintStream {
  private static final String NOISE = "unknown recognition error type: ";

  /** Writes to that stream, flushed after each line. */
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

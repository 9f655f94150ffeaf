package ipcsh.command;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A throwable's stack as text. */
final class StackTraceText {
  private StackTraceText() {}

  static String of(Throwable error) {
    StringWriter out = new StringWriter();
    error.printStackTrace(new PrintWriter(out, true));
    return out.toString().stripTrailing();
  }
}

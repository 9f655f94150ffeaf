package ipcsh.view;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The stack trace of a throwable as text. */
public final class StackTraceText {
  private StackTraceText() {}

  public static String of(Throwable error) {
    StringWriter out = new StringWriter();
    error.printStackTrace(new PrintWriter(out, true));
    return out.toString().stripTrailing();
  }
}

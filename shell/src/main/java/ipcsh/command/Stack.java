package ipcsh.command;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A throwable's stack as text. */
final class Stack {
  private Stack() {}

  static String of(Throwable error) {
    StringWriter out = new StringWriter();
    error.printStackTrace(new PrintWriter(out, true));
    return out.toString().stripTrailing();
  }
}

package ipcsh.app;

import ipcsh.sys.text.EscapedText;

/** The program's own messages on standard error. */
final class Diagnostics {
  private Diagnostics() {}

  /**
   * Prints an error message. Control characters in it are escaped, since names may come from
   * others.
   */
  static void say(String message) {
    line("ipcsh: " + message);
  }

  /** Prints a line without the program's name as a prefix. */
  static void line(String text) {
    System.err.println(OutputFormat.wrapped(EscapedText.lines(text), OutputFormat.STANDARD_ERROR));
  }
}

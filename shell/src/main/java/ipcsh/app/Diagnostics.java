package ipcsh.app;

import ipcsh.sys.text.EscapedText;

/** What the program itself says on standard error. */
final class Diagnostics {
  private Diagnostics() {}

  /** Says what is wrong. Names in it may be foreign: nothing in them acts on a terminal. */
  static void say(String message) {
    line("ipcsh: " + message);
  }

  /** Says a line without the program's name before it. */
  static void line(String text) {
    System.err.println(OutputFormat.wrapped(EscapedText.lines(text), OutputFormat.STANDARD_ERROR));
  }
}

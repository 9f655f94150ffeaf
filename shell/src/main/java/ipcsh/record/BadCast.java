package ipcsh.record;

/** A file is no recording: which line is wrong, what was expected there and what was given. */
public final class BadCast extends Exception {
  private static final long serialVersionUID = 1;

  BadCast(int line, String message) {
    super("line " + line + ": " + message);
  }
}

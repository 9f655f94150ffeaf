package ipcsh.record;

/**
 * Thrown if a file is not a valid recording: the line, what was expected there and what was found.
 */
public final class BadCast extends Exception {
  private static final long serialVersionUID = 1;

  BadCast(int line, String message) {
    super("line " + line + ": " + message);
  }
}

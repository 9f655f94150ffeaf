package ipcsh.bench;

/** A program did not do what was asked of it: what it said itself, in a line. */
final class ProgramFailure extends Exception {
  private static final long serialVersionUID = 1;

  ProgramFailure(String message) {
    super(message);
  }
}

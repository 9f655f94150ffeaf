package ipcsh.bench;

/** A program failed; the message is one line, what the program itself reported. */
final class ProgramFailure extends Exception {
  private static final long serialVersionUID = 1;

  ProgramFailure(String message) {
    super(message);
  }
}

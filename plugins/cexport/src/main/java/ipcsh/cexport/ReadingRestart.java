package ipcsh.cexport;

/**
 * Thrown when something was inferred that makes the rest of this pass useless: the text is
 * translated again.
 */
final class ReadingRestart extends RuntimeException {
  private static final long serialVersionUID = 1;
}

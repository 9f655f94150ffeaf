package ipcsh.cexport;

/** Something was learned without which reading on has no sense: the text is read anew. */
final class ReadingRestart extends RuntimeException {
  private static final long serialVersionUID = 1;
}

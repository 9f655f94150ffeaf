package ipcsh.stage;

/** Where the picture goes: a terminal, or the writer of a recording. */
public interface Sink {
  /**
   * Text and control sequences for a terminal.
   *
   * @param nanos when, since the show began
   */
  void text(long nanos, String text);

  /** A chapter begins. */
  default void marker(long nanos, String chapter) {}
}

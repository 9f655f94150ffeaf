package ipcsh.stage;

/** The destination of the picture: a terminal, or the writer of a recording. */
public interface Sink {
  /**
   * Receives text and control sequences for a terminal.
   *
   * @param nanos the time since the start of the presentation
   */
  void text(long nanos, String text);

  /** A chapter begins. */
  default void marker(long nanos, String chapter) {}
}

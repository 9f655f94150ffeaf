package ipcsh.peer;

/** A request to another shell at its control socket. */
sealed interface PeerRequest {
  /** Asks for its description and state ({@link ShellDescription#who}). */
  record Who() implements PeerRequest {}

  /** Asks for its entries. */
  record Journal() implements PeerRequest {}

  /**
   * Runs a line; its results are {@link LineEvent}s.
   *
   * @param text the line
   * @param from the name of the sending shell
   */
  record Run(String text, String from) implements PeerRequest {}

  /** Ctrl-C for the line that was sent. */
  record Interrupt() implements PeerRequest {}
}

package ipcsh.peer;

/** What a shell asks another one at its control socket. */
sealed interface PeerRequest {
  /** Who it is and what it does ({@link ShellDescription#who}). */
  record Who() implements PeerRequest {}

  /** What was entered in it. */
  record Journal() implements PeerRequest {}

  /**
   * To run a line; {@link LineEvent}s tell what comes of it.
   *
   * @param text the line
   * @param from the name of the shell that sends it
   */
  record Run(String text, String from) implements PeerRequest {}

  /** Ctrl-C for the line that was sent. */
  record Interrupt() implements PeerRequest {}
}

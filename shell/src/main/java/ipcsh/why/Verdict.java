package ipcsh.why;

/** Whether a wait can still be ended. */
public enum Verdict {
  /** A process, a user or a timeout can still end it. */
  WAITS("waits"),
  /** It is part of a ring of waits, or waits for one. */
  DEADLOCK("deadlock"),
  /** Nobody is left who could end it. */
  FOR_EVER("for ever"),
  /** Too little is known. */
  UNKNOWN("unknown");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}

package ipcsh.why;

/** Whether a wait can still be ended. */
public enum Verdict {
  /** A process, a user or a timeout can still end it. */
  WAITS("waits"),
  /** It is part of a ring of waits, or waits for one. */
  DEADLOCK("deadlock"),
  /** No process is left that could end it. */
  FOR_EVER("for ever"),
  /** Too little is known. */
  UNKNOWN("unknown");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /** Whether it says that no process can end the wait. */
  public boolean isStuck() {
    return this == DEADLOCK || this == FOR_EVER;
  }

  @Override
  public String toString() {
    return text;
  }
}

package ipcsh.language.saving;

/**
 * How certain it is that an expression gives the same value in the next run.
 *
 * @param level that of its least certain part
 * @param data whether it contains bytes that were sent or written
 * @param state whether it depends on counters in the kernel at that moment
 * @param named whether it is the name of a socket, which the kernel may have chosen
 */
record Determinism(Level level, boolean data, boolean state, boolean named) {
  /** From the same value in each run to a different one each time. */
  enum Level {
    SAME,

    /** Composed of process IDs. */
    PID,
    OTHER
  }

  static final Determinism SAME = new Determinism(Level.SAME, false, false, false);
  static final Determinism PID = new Determinism(Level.PID, false, false, false);
  static final Determinism OTHER = new Determinism(Level.OTHER, false, false, false);
  static final Determinism DATA = new Determinism(Level.SAME, true, false, false);
  static final Determinism STATE = new Determinism(Level.SAME, false, true, false);
  static final Determinism NAME = new Determinism(Level.SAME, false, false, true);

  /** The determinism of something that depends on both. */
  Determinism and(Determinism other) {
    return new Determinism(
        level.compareTo(other.level) > 0 ? level : other.level,
        data || other.data,
        state || other.state,
        named || other.named);
  }

  boolean isSame() {
    return level == Level.SAME;
  }
}

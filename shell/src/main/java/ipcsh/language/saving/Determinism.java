package ipcsh.language.saving;

/**
 * How sure it is that an expression gives the same value at the next run.
 *
 * @param level the least sure of its parts
 * @param data whether bytes that somebody sent or wrote are in it
 * @param state whether it depends on what the kernel counts just then
 * @param named whether it is a name of a socket: the kernel may have chosen it
 */
record Determinism(Level level, boolean data, boolean state, boolean named) {
  /** From the same at each run to another one each time. */
  enum Level {
    SAME,

    /** Made of numbers of processes. */
    PID,
    OTHER
  }

  static final Determinism SAME = new Determinism(Level.SAME, false, false, false);
  static final Determinism PID = new Determinism(Level.PID, false, false, false);
  static final Determinism OTHER = new Determinism(Level.OTHER, false, false, false);
  static final Determinism DATA = new Determinism(Level.SAME, true, false, false);
  static final Determinism STATE = new Determinism(Level.SAME, false, true, false);
  static final Determinism NAME = new Determinism(Level.SAME, false, false, true);

  /** Of something that depends on both. */
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

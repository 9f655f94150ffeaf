package ipcsh.language.saving;

/**
 * How sure it is that an expression gives the same value at the next run.
 *
 * @param level the least sure of its parts
 * @param data whether bytes that somebody sent or wrote are in it
 * @param state whether it depends on what the kernel counts just then
 * @param named whether it is a name of a socket: the kernel may have chosen it
 */
record Sure(Level level, boolean data, boolean state, boolean named) {
  /** From the same at each run to another one each time. */
  enum Level {
    SAME,

    /** Made of numbers of processes. */
    PID,
    OTHER
  }

  static final Sure SAME = new Sure(Level.SAME, false, false, false);
  static final Sure PID = new Sure(Level.PID, false, false, false);
  static final Sure OTHER = new Sure(Level.OTHER, false, false, false);
  static final Sure DATA = new Sure(Level.SAME, true, false, false);
  static final Sure STATE = new Sure(Level.SAME, false, true, false);
  static final Sure NAME = new Sure(Level.SAME, false, false, true);

  /** Of something that depends on both. */
  Sure and(Sure other) {
    return new Sure(
        level.compareTo(other.level) > 0 ? level : other.level,
        data || other.data,
        state || other.state,
        named || other.named);
  }

  boolean isSame() {
    return level == Level.SAME;
  }
}

package ipcsh.record;

/**
 * One thing that happened on a recorded terminal.
 *
 * @param nanos when, since the beginning of the recording
 * @param code what: {@link #OUTPUT}, {@link #MARKER}, {@link #RESIZE}, {@link #EXIT}, or a code of
 *     somebody else's
 * @param data the text that was written, the marker's label, {@code 80x24}, the status
 */
public record CastEvent(long nanos, String code, String data) {
  /** Text that was written to the terminal. */
  public static final String OUTPUT = "o";

  /** A point to which one can jump: a chapter. */
  public static final String MARKER = "m";

  /** The terminal has another size: {@code 80x24}. */
  public static final String RESIZE = "r";

  /** What ran in the terminal has ended, with this status. */
  public static final String EXIT = "x";
}

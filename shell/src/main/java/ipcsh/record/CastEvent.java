package ipcsh.record;

/**
 * An event on a recorded terminal.
 *
 * @param nanos its time since the beginning of the recording
 * @param code its kind: {@link #OUTPUT}, {@link #MARKER}, {@link #RESIZE}, {@link #EXIT}, or a code
 *     of another program
 * @param data the output, the marker's label, {@code 80x24}, the exit status
 */
public record CastEvent(long nanos, String code, String data) {
  /** Output written to the terminal. */
  public static final String OUTPUT = "o";

  /** A marker to jump to: a chapter. */
  public static final String MARKER = "m";

  /** A change of the terminal's size: {@code 80x24}. */
  public static final String RESIZE = "r";

  /** The exit status of the recorded program. */
  public static final String EXIT = "x";
}

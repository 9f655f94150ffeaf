package ipcsh.record;

/**
 * The header of a recording.
 *
 * @param columns the initial width of the terminal
 * @param rows its height
 * @param type its type ({@code TERM}), or null
 * @param title the title of the recording, or null
 * @param timestamp when it was made, in seconds since 1970; null to make recordings of the same
 *     session identical
 */
public record CastHeader(int columns, int rows, String type, String title, Long timestamp) {
  /** A header without title and timestamp. */
  public CastHeader(int columns, int rows, String type) {
    this(columns, rows, type, null, null);
  }
}

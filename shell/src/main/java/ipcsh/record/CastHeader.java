package ipcsh.record;

/**
 * The header of a recording.
 *
 * @param columns the width of the terminal at the beginning
 * @param rows its height
 * @param type its type ({@code TERM}), or null
 * @param title of the recording, or null
 * @param timestamp when it was made, in seconds since 1970, or null: the same session then gives
 *     the same bytes
 */
public record CastHeader(int columns, int rows, String type, String title, Long timestamp) {
  /** Without a title and a date. */
  public CastHeader(int columns, int rows, String type) {
    this(columns, rows, type, null, null);
  }
}

package ipcsh.observe;

/**
 * A line that is neither a call nor a signal nor an end, kept as it came.
 *
 * @param thread the thread that it names, or null
 * @param began its time, in nanoseconds since the epoch; 0 if it has none
 * @param line the line: after thread and time, if it has both; otherwise whole
 */
public record ObservedLine(ObservedThread thread, long began, String line)
    implements ObservedEvent {
  @Override
  public String toString() {
    return line;
  }
}

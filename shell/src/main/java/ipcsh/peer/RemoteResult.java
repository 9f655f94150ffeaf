package ipcsh.peer;

import java.util.List;

/**
 * What came of a line in another shell.
 *
 * @param value its value, as far as it could travel; null where it failed
 * @param shown the value as that shell prints it, or null where there is nothing to print
 * @param message what went wrong, as that shell prints it; null where nothing did
 * @param hints lines of advice
 * @param errno the name of the errno where a call failed, or null
 */
public record RemoteResult(
    Object value, String shown, String message, List<String> hints, String errno) {
  /** Whether it went well. */
  public boolean isGood() {
    return message == null;
  }

  /** What the last event says; null for one that is not the last. */
  static RemoteResult of(LineEvent event) {
    if (event instanceof LineEvent.Failed failed) {
      return new RemoteResult(null, null, failed.message(), failed.hints(), failed.errno());
    }
    return event instanceof LineEvent.Value value
        ? new RemoteResult(value.value(), value.shown(), null, List.of(), null)
        : null;
  }
}

package ipcsh.peer;

import java.util.List;

/**
 * The result of a line in another shell.
 *
 * @param value its value, as far as it could be transferred; null if it failed
 * @param shown the value as printed by that shell, or null if there is nothing to print
 * @param message the error message of that shell; null if it succeeded
 * @param hints the hints
 * @param errno the name of the errno if a call failed, or null
 */
public record RemoteResult(
    Object value, String shown, String message, List<String> hints, String errno) {
  /** Whether it succeeded. */
  public boolean isGood() {
    return message == null;
  }

  /** The result in the last event; null for another event. */
  static RemoteResult of(LineEvent event) {
    if (event instanceof LineEvent.Failed failed) {
      return new RemoteResult(null, null, failed.message(), failed.hints(), failed.errno());
    }
    return event instanceof LineEvent.Value value
        ? new RemoteResult(value.value(), value.shown(), null, List.of(), null)
        : null;
  }
}

package ipcsh.peer;

import java.util.List;
import java.util.Map;

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

  /**
   * The last event, or null for one that is not the last.
   *
   * @param shell the name of the shell that says so
   */
  static RemoteResult of(Map<String, Object> event, String shell) throws Link.Malformed {
    if (event.get(Events.ERROR) instanceof Map<?, ?> error) {
      return new RemoteResult(
          null,
          null,
          String.valueOf(error.get(Events.MESSAGE)),
          error.get(Events.HINTS) instanceof List<?> hints
              ? hints.stream().map(String::valueOf).toList()
              : List.of(),
          error.get(Events.ERRNO) instanceof String errno ? errno : null);
    }
    if (!event.containsKey(Events.VALUE)) {
      return null;
    }
    Object shown = event.get(Events.SHOWN);
    if (shown != null && !(shown instanceof String)) {
      throw new Link.Malformed("a value that has no text").of(shell);
    }
    return new RemoteResult(event.get(Events.VALUE), (String) shown, null, List.of(), null);
  }
}

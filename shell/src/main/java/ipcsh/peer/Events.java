package ipcsh.peer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a shell says of a line of another one, while it runs and at the end. */
public final class Events {
  static final String OUT = "out";
  static final String BUSY = "busy";
  static final String VALUE = "value";
  static final String SHOWN = "shown";
  static final String ERROR = "error";
  static final String MESSAGE = "message";
  static final String HINTS = "hints";
  static final String ERRNO = "errno";

  private Events() {}

  /** A line of output. */
  public static Map<String, Object> out(String line) {
    return Map.of(OUT, line);
  }

  /** It must wait for its turn: the shell does this. */
  public static Map<String, Object> busy(String doing) {
    return Map.of(BUSY, doing);
  }

  /** The end: its value, and the same as the prompt prints it, null for nothing. */
  public static Map<String, Object> value(Object value, String shown) {
    Map<String, Object> event = new HashMap<>();
    event.put(VALUE, value);
    event.put(SHOWN, shown);
    return event;
  }

  /** The end: what went wrong; the errno's name or null. */
  public static Map<String, Object> error(String message, List<String> hints, String errno) {
    Map<String, Object> error = new HashMap<>();
    error.put(MESSAGE, message);
    error.put(HINTS, hints);
    error.put(ERRNO, errno);
    return Map.of(ERROR, error);
  }
}

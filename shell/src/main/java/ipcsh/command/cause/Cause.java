package ipcsh.command.cause;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One of the possible causes of an errno of a call.
 *
 * @param name its name after the errno in {@code meanings.properties}: {@code time-wait}
 * @param facts the values of the placeholders in its text
 */
public record Cause(String name, Map<String, String> facts) {
  static Cause of(String name) {
    return new Cause(name, Map.of());
  }

  /** The same with one more fact. */
  Cause with(String fact, Object value) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.put(fact, String.valueOf(value));
    return new Cause(name, all);
  }
}

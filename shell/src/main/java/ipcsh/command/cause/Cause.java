package ipcsh.command.cause;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One of the causes that an errno of a call can have.
 *
 * @param name behind the errno in {@code meanings.properties}: {@code time-wait}
 * @param facts what fills the braces of its words
 */
public record Cause(String name, Map<String, String> facts) {
  static Cause of(String name) {
    return new Cause(name, Map.of());
  }

  /** The same with one fact more. */
  Cause with(String fact, Object value) {
    Map<String, String> all = new LinkedHashMap<>(facts);
    all.put(fact, String.valueOf(value));
    return new Cause(name, all);
  }
}

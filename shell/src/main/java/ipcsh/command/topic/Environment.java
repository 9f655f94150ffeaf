package ipcsh.command.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The environment of a program to be started: environ(7). */
final class Environment {
  /** What the launcher passes to the Java virtual machine of this shell only. */
  private static final String OF_JAVA = "_JAVA_SR_SIGNUM";

  private Environment() {}

  /** The environment with changes, {@code [NAME: 'value']}; null removes a name. */
  static Map<String, String> changed(Map<String, String> environment, Map<?, ?> changes) {
    Map<String, String> all = new TreeMap<>(environment);
    all.remove(OF_JAVA);
    if (changes != null) {
      changes.forEach(
          (key, value) -> {
            String name = text("env: a name", String.valueOf(key));
            if (name.isEmpty() || name.contains("=")) {
              throw new IllegalArgumentException(
                  "env: expected [NAME: 'value'], given the name '" + name + "'");
            }
            if (value == null) {
              all.remove(name);
            } else {
              all.put(name, text("env: a value", value.toString()));
            }
          });
    }
    return all;
  }

  /** Changes for an environment that is not known here; a null value removes a name. */
  static Map<String, String> added(Map<?, ?> changes) {
    Map<String, String> all = new TreeMap<>();
    if (changes != null) {
      all.putAll(changed(Map.of(), changes));
      changes.forEach((key, value) -> all.putIfAbsent(String.valueOf(key), null));
    }
    return all;
  }

  /** The environment as {@code NAME=value} strings. */
  static List<String> lines(Map<String, String> environment) {
    List<String> lines = new ArrayList<>();
    environment.forEach((name, value) -> lines.add(name + "=" + value));
    return lines;
  }

  /** A text that can be a C string. */
  static String text(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("expected " + what + " without NUL, given '" + text + "'");
    }
    return text;
  }
}

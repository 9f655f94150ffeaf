package ipcsh.command.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The environment of a program that is started: environ(7). */
final class Environment {
  /** What the launcher tells the Java machine of this shell alone. */
  private static final String OF_JAVA = "_JAVA_SR_SIGNUM";

  private Environment() {}

  /** One with changes, {@code [NAME: 'value']}; null takes a name away. */
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

  /** As {@code NAME=value}. */
  static List<String> lines(Map<String, String> environment) {
    List<String> lines = new ArrayList<>();
    environment.forEach((name, value) -> lines.add(name + "=" + value));
    return lines;
  }

  /** What can be a string in C. */
  static String text(String what, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("expected " + what + " without NUL, given '" + text + "'");
    }
    return text;
  }
}

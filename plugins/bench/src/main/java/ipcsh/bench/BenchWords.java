package ipcsh.bench;

import ipcsh.language.JsonRendering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of a command line, {@code ipcsh bench pipe --sizes=1,64 --csv}: names of mechanisms,
 * and options, which a script gives by name instead.
 */
final class BenchWords {
  private static final List<String> FLAGS = List.of("csv", "json");
  private static final List<String> VALUES =
      List.of("sizes", "processors", "rounds", "runs", "warmup", "junixsocket", "jnr", "svg");

  private final List<String> names = new ArrayList<>();
  private final Map<String, String> options = new LinkedHashMap<>();

  private BenchWords() {}

  /**
   * Reads the words.
   *
   * @throws IllegalArgumentException if there is no such option
   */
  static BenchWords of(Object... given) {
    BenchWords words = new BenchWords();
    for (Object one : given) {
      String word = String.valueOf(one);
      if (word.startsWith("--")) {
        words.option(word);
      } else {
        words.names.add(word);
      }
    }
    return words;
  }

  private void option(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
    if (!(equals < 0 ? FLAGS : VALUES).contains(name)) {
      throw new IllegalArgumentException(
          "expected --csv, --json or --" + String.join("=, --", VALUES) + "=, given " + word);
    }
    options.put(name, equals < 0 ? "" : word.substring(equals + 1));
  }

  /** The names of mechanisms. */
  List<String> names() {
    return names;
  }

  boolean has(String option) {
    return options.containsKey(option);
  }

  String text(String option, String otherwise) {
    return options.getOrDefault(option, otherwise);
  }

  Integer number(String option, Integer otherwise) {
    return has(option) ? number(option, options.get(option)) : otherwise;
  }

  private static Integer number(String option, String text) {
    try {
      return Integer.valueOf(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + ": expected a number, given " + text);
    }
  }

  /** A list of numbers with commas between. */
  Object list(String option, Object otherwise) {
    return has(option)
        ? Arrays.stream(options.get(option).split(",")).map(one -> number(option, one)).toList()
        : otherwise;
  }

  /** A number of seconds. */
  Duration time(String option, Duration otherwise) {
    return has(option) ? Duration.ofSeconds(number(option, options.get(option))) : otherwise;
  }

  /** The report as JSON. */
  String json(BenchReport report) {
    return JsonRendering.of(report);
  }
}

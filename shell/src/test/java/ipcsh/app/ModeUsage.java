package ipcsh.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A word that selects a mode, as the usages describe it: the manual page and the completions say
 * the same.
 *
 * @param synopsis the forms of the command, {@code ipcsh ls [--json]}
 * @param description what it does, in sentences
 * @param options the options that it takes
 */
record ModeUsage(
    String word, List<String> synopsis, String description, Set<ProgramOption> options) {
  private static final Pattern FORM = Pattern.compile(" {2}(ipcsh ([a-z]+)\\b.*?)(?: {2,}(.*))?");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-z][\\w-]*");
  private static final String USAGE = "usage: ";

  /** What the words after it can be. */
  enum Operand {
    SCENARIO("FILE|\\w\\.groovy"),
    RECORDING("\\.cast"),
    SHELL("NAME"),
    PROCESS("PID"),
    PROGRAM("PROG");

    private final Pattern placeholder;

    Operand(String placeholder) {
      this.placeholder = Pattern.compile("(?<!-)(?:" + placeholder + ")");
    }
  }

  /** All of them, in the order of the usage. */
  static List<ModeUsage> all() {
    Map<String, ModeUsage> all = new LinkedHashMap<>();
    for (String line : Usage.ofProgram().lines().toList()) {
      Matcher form = FORM.matcher(line);
      if (form.matches()) {
        String word = form.group(2);
        String its = Usage.of(word);
        all.putIfAbsent(
            word,
            its == null
                ? new ModeUsage(word, List.of(form.group(1)), form.group(3) + ".", Set.of())
                : of(word, its));
      }
    }
    return List.copyOf(all.values());
  }

  private static ModeUsage of(String word, String usage) {
    List<String> synopsis = new ArrayList<>();
    List<String> prose = new ArrayList<>();
    for (String line : usage.lines().toList()) {
      if (line.startsWith(USAGE)
          || prose.isEmpty() && line.startsWith(" ".repeat(USAGE.length()))) {
        synopsis.add(line.substring(USAGE.length()).strip());
      } else if (!line.isBlank() && !line.startsWith(" ")) {
        prose.add(line);
      }
    }
    return new ModeUsage(word, synopsis, String.join(" ", prose), optionsIn(usage));
  }

  /** The options that a text mentions. */
  private static Set<ProgramOption> optionsIn(String text) {
    return OPTION
        .matcher(text)
        .results()
        .map(found -> ProgramOption.of(found.group()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The forms of the program that are no mode's, {@code ipcsh FILE [ARG...]}. */
  static List<String> otherForms() {
    return Usage.ofProgram()
        .lines()
        .filter(line -> line.matches(" {2}ipcsh( .*)?") && !line.matches(" {2}ipcsh [a-z].*"))
        .map(line -> line.strip().split(" {2,}")[0])
        .toList();
  }

  /** The options before a script or a word. */
  static List<ProgramOption> general() {
    return Stream.of(ProgramOption.values())
        .filter(option -> option.place() == ProgramOption.Place.ANYWHERE)
        .toList();
  }

  /** The options that are the first word. */
  static List<ProgramOption> first() {
    return Stream.of(ProgramOption.values())
        .filter(option -> option.place() == ProgramOption.Place.FIRST)
        .toList();
  }

  /** The first part of the description, for a list: {@code replay scenarios for an audience}. */
  String summary() {
    String first = description.split("[.:,;] ")[0].replaceFirst("\\.$", "");
    return first.substring(0, 1).toLowerCase(Locale.ROOT) + first.substring(1);
  }

  boolean takes(Operand operand) {
    return synopsis.stream()
        .anyMatch(form -> operand.placeholder.matcher(form.replaceAll("\\[?OPTION", "")).find());
  }

  /**
   * What an option takes: the placeholder of its value, {@code dark|light}; null if it has none.
   */
  static String value(ProgramOption option) {
    return option.hasValue() ? option.label().replaceFirst(".* ", "") : null;
  }

  /** The values among which an option chooses; empty if it takes others. */
  static List<String> choices(ProgramOption option) {
    String value = value(option);
    return value != null && value.contains("|") ? List.of(value.split("\\|")) : List.of();
  }

  /**
   * The end of the names of the files that an option takes, empty for any; null if it takes none.
   */
  static String suffix(ProgramOption option) {
    String value = value(option);
    if (value == null || !value.equals("PATH") && !value.matches("X\\.\\w+")) {
      return null;
    }
    return value.equals("PATH") ? "" : value.substring(1);
  }
}

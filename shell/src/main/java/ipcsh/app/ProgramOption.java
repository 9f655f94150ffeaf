package ipcsh.app;

import ipcsh.peer.RoleOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of the command line, each with all that is known of it: how it is spelled, what it
 * takes, where it may stand, what is said of it, and which other shells are given it too. {@link
 * Options} reads the command line by it, {@link Usage} prints it; a test compares the launcher.
 */
enum ProgramOption {
  /** The code that is run in place of a file. */
  CODE("-e CODE", Place.ANYWHERE, Passed.NOT, null, "attach", "run CODE in it, print its value"),

  KEEP_GOING(
      "-k, --keep-going",
      Place.ANYWHERE,
      Passed.NOT,
      "continue after an error; exit status 1 if any entry failed",
      "attach",
      "continue after an error"),
  NAME(
      "-n, --name NAME",
      Place.ANYWHERE,
      Passed.NOT,
      "the name under which other shells see this one"),
  PRINT(
      "-p, --print", Place.ANYWHERE, Passed.NOT, "print the value of each entry, as at the prompt"),
  TRACE(
      "--trace",
      Place.ANYWHERE,
      Passed.TO_ROLES,
      "print one strace-style line per call on standard error"),
  JSON(
      "--json",
      Place.ANYWHERE,
      Passed.NOT,
      "print each result as one line of JSON",
      "ls",
      "print one JSON value",
      "attach",
      "print each value as one line of JSON"),
  NO_COLOR("--no-color", Place.ANYWHERE, Passed.TO_REPLAYS, "do not use colours"),
  PLUGIN(
      RoleOptions.PLUGIN + " PATH",
      Place.ANYWHERE,
      Passed.TO_ROLES,
      "load a plugin, a .jar or a .groovy file; may be repeated",
      "replay",
      "load a plugin"),
  VERSION("--version", Place.ANYWHERE, Passed.NOT, null),
  HELP(
      "--help",
      Place.ANYWHERE,
      Passed.NOT,
      "after a word, as in replay --help, the usage of that word"),

  STEP("--step", Place.BEHIND_REPLAY, Passed.TO_REPLAYS, "wait for a key before each step"),
  TYPE("--type", Place.BEHIND_REPLAY, Passed.TO_REPLAYS, "before each character"),
  SPEED(
      "--speed N",
      Place.BEHIND_REPLAY,
      Passed.TO_REPLAYS,
      "playback speed relative to a person typing; max"),
  TMUX(
      "--tmux",
      Place.BEHIND_REPLAY,
      Passed.TO_REPLAYS,
      "show roles in tmux panes, of this tmux or a private one"),
  RECORD(
      "--record X.cast", Place.BEHIND_REPLAY, Passed.NOT, "write a recording, the same each time"),

  /** Columns and rows of a recording. */
  SIZE("--size 100x30", Place.BEHIND_REPLAY, Passed.NOT, null),

  /** The older version of the format of recordings. */
  V2("--v2", Place.BEHIND_REPLAY, Passed.NOT, null),

  VERIFY(
      "--verify",
      Place.BEHIND_REPLAY,
      Passed.TO_REPLAYS,
      "compare with FILE's .expected; exit status 1 on a difference"),
  UPDATE(
      "--update",
      Place.BEHIND_REPLAY,
      Passed.TO_REPLAYS,
      "write FILE's .expected; an entry ending in // varies becomes ..."),

  AT(
      "--at TIME",
      Place.BEHIND_EXPORT,
      Passed.NOT,
      "a still picture of that moment (.svg only): seconds, m:ss or end"),
  THEME(
      "--theme dark|light",
      Place.BEHIND_EXPORT,
      Passed.NOT,
      "default: what the reader's system prefers"),
  TITLE("--title TEXT", Place.BEHIND_EXPORT, Passed.NOT, "default: the recording's own"),

  /** The name of the role as which another shell has started this one. */
  ROLE(RoleOptions.ROLE + " NAME", Place.INTERNAL, Passed.NOT, null),

  /** The folder that a role shares with the others of its scenario. */
  FOLDER(RoleOptions.FOLDER + " PATH", Place.INTERNAL, Passed.NOT, null),

  /** The descriptor of the control socket that a role was lent by the other shell. */
  CONTROL(RoleOptions.CONTROL + " NUMBER", Place.INTERNAL, Passed.NOT, null),

  /** The launcher makes the start-up cache. */
  TRAIN("--train", Place.INTERNAL, Passed.NOT, null);

  /** Where an option is taken. */
  enum Place {
    ANYWHERE,
    BEHIND_REPLAY,
    BEHIND_EXPORT,

    /** Anywhere, but for the program's own use: no usage shows it. */
    INTERNAL
  }

  /** Which other shells that this one starts are given the option too. */
  enum Passed {
    NOT,
    TO_ROLES,
    TO_REPLAYS
  }

  private static final String HELP_LETTER = "-h";

  private final String label;
  private final List<String> names = new ArrayList<>();
  private final boolean hasValue;
  private final Place place;
  private final Passed passed;
  private final String text;
  private final String[] words;

  /**
   * An option.
   *
   * @param label as a usage shows it: its names, and what stands for the value that it takes
   * @param text what the usage says of it, may be null where that is said elsewhere
   * @param words a word that is no file, and what its usage says in place of that, and so on
   */
  ProgramOption(String label, Place place, Passed passed, String text, String... words) {
    this.label = label;
    this.place = place;
    this.passed = passed;
    this.text = text;
    this.words = words;
    boolean value = false;
    for (String part : label.split(" ")) {
      if (part.startsWith("-")) {
        names.add(part.endsWith(",") ? part.substring(0, part.length() - 1) : part);
      } else {
        value = true;
      }
    }
    hasValue = value;
  }

  /** The option that is spelled so, or null. */
  static ProgramOption of(String word) {
    for (ProgramOption option : values()) {
      if (option.isSpelled(word)) {
        return option;
      }
    }
    return null;
  }

  boolean isSpelled(String word) {
    return names.contains(word) || this == HELP && word.equals(HELP_LETTER);
  }

  /** As a usage shows it, {@code -n, --name NAME}. */
  String label() {
    return label;
  }

  /** All ways to spell it that a usage shows. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** The long one of its names where there is one. */
  String longName() {
    return names.get(names.size() - 1);
  }

  boolean hasValue() {
    return hasValue;
  }

  Place place() {
    return place;
  }

  Passed passed() {
    return passed;
  }

  /** What the usage of the program says of it, or that of a word. */
  String text(String word) {
    for (int i = 0; i < words.length; i += 2) {
      if (words[i].equals(word)) {
        return words[i + 1];
      }
    }
    return text;
  }
}

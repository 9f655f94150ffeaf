package ipcsh.app;

import ipcsh.peer.RoleOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * The options of the command line, with everything known about each: spelling, value, where it is
 * allowed, its text in a usage, and the other shells to which it is passed. {@link Options} parses
 * with it, {@link Usage} prints it; a test compares the launcher.
 */
enum ProgramOption {
  /** Code to run instead of a file. */
  CODE(
      "-e CODE",
      Place.ANYWHERE,
      Passed.NOT,
      "run CODE, print its last value unless null",
      "attach",
      "run CODE in it, print its value"),

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
      RoleOptions.TRACE,
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
  NO_INIT(
      "--no-init",
      Place.ANYWHERE,
      Passed.NOT,
      "do not read the start-up file of the prompt, init.groovy"),
  VERSION("--version", Place.ANYWHERE, Passed.NOT, "print the version"),
  HELP(
      "--help",
      Place.ANYWHERE,
      Passed.NOT,
      "the usage; after a word, as in replay --help, that of the word"),

  STEP("--step", Place.BEHIND_REPLAY, Passed.TO_REPLAYS, "wait for a key before each step"),
  TYPE("--type", Place.BEHIND_REPLAY, Passed.TO_REPLAYS, "wait for a key before each character"),
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
  PREDICT(
      "--predict",
      Place.BEHIND_REPLAY,
      Passed.TO_REPLAYS,
      "ask for each result before it is shown; answers on standard input"),
  RECORD(
      "--record X.cast", Place.BEHIND_REPLAY, Passed.NOT, "write a recording, the same each time"),

  SIZE("--size 100x30", Place.BEHIND_REPLAY, Passed.NOT, "columns and rows of the recording"),
  V2("--v2", Place.BEHIND_REPLAY, Passed.NOT, "record in the older version of the format"),

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
  PICTURES(
      "--pictures",
      Place.BEHIND_REPLAY,
      Passed.TO_REPLAYS,
      "store what draw and sequence show as SVG, in pictures/ beside FILE"),

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

  INSTALL(
      "--install [PREFIX]",
      Place.FIRST,
      Passed.NOT,
      "install ipcsh, its man pages and completions; default: ~/.local"),
  UNINSTALL("--uninstall [PREFIX]", Place.FIRST, Passed.NOT, "take away what was installed"),
  THERE(
      "--ipcsh PATH",
      Place.ANYWHERE,
      Passed.NOT,
      "the path of ipcsh on the other machine, if it is not on the PATH there"),

  /** The name of the role, if another shell started this one. */
  ROLE(RoleOptions.ROLE + " NAME", Place.INTERNAL, Passed.NOT, null),

  /** The directory that a role shares with the others of its scenario. */
  DIRECTORY(RoleOptions.DIRECTORY + " PATH", Place.INTERNAL, Passed.NOT, null),

  /** The number of the control socket's descriptor that another shell lent to this role. */
  CONTROL(RoleOptions.CONTROL + " NUMBER", Place.INTERNAL, Passed.NOT, null),

  /** The version of the protocol, if this role is reached through ssh. */
  STDIO(RoleOptions.STDIO + " NUMBER", Place.INTERNAL, Passed.NOT, null),

  /** Passed by the launcher to create the start-up cache. */
  TRAIN("--train", Place.INTERNAL, Passed.NOT, null);

  /** Where an option is allowed. */
  enum Place {
    ANYWHERE,
    BEHIND_REPLAY,
    BEHIND_EXPORT,

    /** The first word, which the launcher takes. */
    FIRST,

    /** Anywhere, but internal: shown in no usage. */
    INTERNAL
  }

  /** The shells started by this one to which the option is passed. */
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
   * @param label its names and the placeholder of its value, as shown in a usage
   * @param text its description, null if it is described elsewhere
   * @param words alternately a mode's word and the description that replaces the text in its usage
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

  /** The option with this spelling, or null. */
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

  /** Its form in a usage, {@code -n, --name NAME}. */
  String label() {
    return label;
  }

  /** Its names as shown in a usage. */
  List<String> names() {
    return List.copyOf(names);
  }

  /** Its long name, if there is one. */
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

  /** Its description in the usage of the program, or of a mode's word. */
  String text(String word) {
    for (int i = 0; i < words.length; i += 2) {
      if (words[i].equals(word)) {
        return words[i + 1];
      }
    }
    return text;
  }
}

package ipcsh;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line, read. */
final class Options {
  /** What {@code --help} prints. */
  static final String HELP =
      """
      ipcsh: a shell in which UNIX IPC can be seen

        ipcsh                   interactive on a terminal, else runs standard input
        ipcsh FILE [ARG...]     runs a script; args holds the rest
        ipcsh COMMAND [ARG...]  runs a command, where no file has that name; prints its value
        ipcsh -e CODE           runs CODE and prints its last value unless null
        ipcsh replay FILE...    replays scenarios for an audience
          --verify              compares with FILE's .expected; the exit status is 1 if anything differs
          --update              writes FILE's .expected; an entry that ends in // varies is kept as ...

        -k, --keep-going        go on after an error, entry by entry; the exit status is 1 if any failed
        -n, --name NAME         this shell's name
        -p, --print             print the value of each entry, as the prompt does
        --trace                 an strace-like line a call on standard error
        --json                  results as one JSON value a line
        --no-color              no colours
        --plugin PATH           a plugin more: a .jar or a .groovy file; may be repeated
        --version, --help

      Exit status: 0 done, 1 an error, 2 wrong usage, 130 interrupted; exit N gives N.
      """;

  private static final String REPLAY = "replay";

  /** The command line makes no sense: exit status 2. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message);
    }
  }

  String file;
  String code;
  String name;

  /** Whether scenarios are to be replayed: the arguments are their files. */
  boolean replay;

  boolean verify;
  boolean update;

  /** The name of the role as which another shell has started this one, or null. */
  String role;

  boolean keepGoing;
  boolean print;
  boolean trace;
  boolean json;
  boolean noColor;
  boolean version;
  boolean help;
  boolean train;
  final List<String> plugins = new ArrayList<>();
  final List<String> arguments = new ArrayList<>();

  private Options() {}

  static Options parse(String[] words) throws Wrong {
    Options options = new Options();
    int i = 0;
    while (i < words.length && options.file == null) {
      String word = words[i++];
      if (word.equals("--")) {
        break;
      }
      if (!word.startsWith("-") || word.equals("-")) {
        i--;
        break;
      }
      i = options.option(word, words, i);
    }
    if (options.code == null && i < words.length) {
      options.file = words[i++];
    }
    if (REPLAY.equals(options.file)) {
      options.replayed(words, i);
      return options;
    }
    while (i < words.length) {
      options.arguments.add(words[i++]);
    }
    return options;
  }

  private void replayed(String[] words, int from) throws Wrong {
    replay = true;
    boolean filesAlone = false;
    int i = from;
    while (i < words.length) {
      String word = words[i++];
      if (filesAlone || !word.startsWith("-")) {
        arguments.add(word);
      } else if (word.equals("--")) {
        filesAlone = true;
      } else {
        i = option(word, words, i);
      }
    }
    if (arguments.isEmpty()) {
      throw new Wrong("replay wants a FILE, a scenario");
    }
    if (verify && update) {
      throw new Wrong("replay takes --verify or --update, not both");
    }
  }

  private int option(String word, String[] words, int next) throws Wrong {
    int equals = word.startsWith("--") ? word.indexOf('=') : -1;
    String name = equals < 0 ? word : word.substring(0, equals);
    switch (name) {
      case "-e", "-n", "--name", "--plugin", "--role" -> {
        if (equals < 0 && next >= words.length) {
          throw new Wrong(name + " wants a value");
        }
        value(name, equals < 0 ? words[next] : word.substring(equals + 1));
        return equals < 0 ? next + 1 : next;
      }
      case "-k", "--keep-going" -> keepGoing = true;
      case "-p", "--print" -> print = true;
      case "--trace" -> trace = true;
      case "--json" -> json = true;
      case "--no-color" -> noColor = true;
      case "--version" -> version = true;
      case "--help", "-h" -> help = true;
      case "--train" -> train = true;
      case "--verify" -> verify = ofReplay(name);
      case "--update" -> update = ofReplay(name);
      default -> throw new Wrong("there is no option " + word);
    }
    return next;
  }

  private boolean ofReplay(String option) throws Wrong {
    if (!replay) {
      throw new Wrong(option + " belongs behind replay");
    }
    return true;
  }

  /** What a shell that is started as a role is given of these. */
  List<String> forRoles() {
    List<String> words = new ArrayList<>();
    for (String plugin : plugins) {
      words.addAll(List.of("--plugin", Path.of(plugin).toAbsolutePath().toString()));
    }
    if (trace) {
      words.add("--trace");
    }
    return words;
  }

  /** What the replay of one of several files is given of these. */
  List<String> forReplay() {
    List<String> words = new ArrayList<>();
    if (verify) {
      words.add("--verify");
    }
    if (update) {
      words.add("--update");
    }
    if (noColor) {
      words.add("--no-color");
    }
    return words;
  }

  private void value(String option, String value) {
    switch (option) {
      case "-e" -> code = value;
      case "--plugin" -> plugins.add(value);
      case "--role" -> role = value;
      default -> name = value;
    }
  }
}

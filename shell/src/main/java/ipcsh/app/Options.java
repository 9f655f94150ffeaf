package ipcsh.app;

import ipcsh.peer.ShellDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The command line, read. */
final class Options {
  private static final String REPLAY = "replay";

  /** The command line makes no sense: exit status 2. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message);
    }
  }

  String file;

  /** The shell to which to attach, or null. */
  String attach;

  boolean list;
  String code;
  String name;

  /** Whether scenarios are to be replayed: the arguments are their files. */
  boolean replay;

  boolean step;
  boolean type;
  boolean tmux;
  boolean v2;
  String speed;
  String size;
  String record;
  boolean verify;
  boolean update;

  /** The name of the role as which another shell has started this one, or null. */
  String role;

  /** The folder that a role shares with the others of its scenario, or null. */
  String folder;

  /** The descriptor of the control socket that a role was lent by the other shell, or null. */
  Integer control;

  boolean keepGoing;
  boolean print;
  boolean trace;
  boolean json;
  boolean noColor;
  boolean version;

  /** What is to be printed in place of anything else, or null. */
  String usage;

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
    boolean word = options.code == null && i < words.length;
    if (word && options.asksForUsage(words, i)) {
      return options;
    }
    if (word && words[i - (i > 0 ? 1 : 0)].equals("--")) {
      options.file = words[i++];
    } else if (word && words[i].equals("ls")) {
      options.list = true;
      options.rest(words, i + 1);
      return options;
    } else if (word && words[i].equals("attach")) {
      options.attach = options.rest(words, i + 1);
      if (options.attach == null) {
        throw new Wrong("attach requires the name of a shell, as listed by ipcsh ls");
      }
      return options;
    } else if (word) {
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

  /** Whether the word there is one with a usage, and somebody wants that. */
  private boolean asksForUsage(String[] words, int at) {
    boolean isWord = at == 0 || !words[at - 1].equals("--");
    String its = isWord ? Usage.of(words[at]) : null;
    for (int i = at + 1; its != null && i < words.length && !words[i].equals("--"); i++) {
      if (Usage.isAskedBy(words[i])) {
        usage = its;
      }
    }
    return usage != null;
  }

  /** Options behind a word that is no file, and at most one more word, which it gives. */
  private String rest(String[] words, int from) throws Wrong {
    String name = null;
    int i = from;
    while (i < words.length) {
      String word = words[i++];
      if (word.startsWith("-")) {
        i = option(word, words, i);
      } else if (name == null && !list) {
        name = word;
      } else {
        throw new Wrong(words[from - 1] + " does not take " + word);
      }
    }
    return name;
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
      throw new Wrong("replay requires a FILE, a scenario");
    }
    List<String> ways = new ArrayList<>();
    for (var way :
        Map.of(
                "--verify", verify,
                "--update", update,
                "--record", record != null,
                "--step", step,
                "--type", type)
            .entrySet()) {
      if (way.getValue()) {
        ways.add(way.getKey());
      }
    }
    if (ways.size() > 1) {
      throw new Wrong("replay takes " + String.join(" or ", new TreeSet<>(ways)) + ", not both");
    }
    if (tmux && (verify || update || record != null)) {
      throw new Wrong("--tmux is for an audience, not for " + ways.get(0));
    }
    if ((size != null || v2) && record == null) {
      throw new Wrong((v2 ? "--v2" : "--size") + " is only for a recording, --record X.cast");
    }
    if (record != null && arguments.size() > 1) {
      throw new Wrong("--record requires exactly one scenario, given " + arguments.size());
    }
  }

  private int option(String word, String[] words, int next) throws Wrong {
    int equals = word.startsWith("--") ? word.indexOf('=') : -1;
    String name = equals < 0 ? word : word.substring(0, equals);
    switch (name) {
      case "-e",
          "-n",
          "--name",
          "--plugin",
          "--role",
          "--folder",
          "--control",
          "--speed",
          "--size",
          "--record" -> {
        if (equals < 0 && next >= words.length) {
          throw new Wrong(name + " requires a value");
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
      case "--help", "-h" -> usage = Usage.HELP;
      case "--train" -> train = true;
      case "--step" -> step = ofReplay(name);
      case "--type" -> type = ofReplay(name);
      case "--tmux" -> tmux = ofReplay(name);
      case "--v2" -> v2 = ofReplay(name);
      case "--verify" -> verify = ofReplay(name);
      case "--update" -> update = ofReplay(name);
      default -> throw new Wrong("unknown option " + word);
    }
    return next;
  }

  private boolean ofReplay(String option) throws Wrong {
    if (!replay) {
      throw new Wrong(option + " must follow replay");
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
    if (step) {
      words.add("--step");
    }
    if (type) {
      words.add("--type");
    }
    if (tmux) {
      words.add("--tmux");
    }
    if (speed != null) {
      words.addAll(List.of("--speed", speed));
    }
    if (noColor) {
      words.add("--no-color");
    }
    return words;
  }

  private void value(String option, String value) throws Wrong {
    switch (option) {
      case "-e" -> code = value;
      case "--plugin" -> plugins.add(value);
      case "--role" -> role = value;
      case "--folder" -> folder = value;
      case "--control" -> control = Integer.valueOf(value);
      case "--speed" -> speed = ofReplay(option) ? value : null;
      case "--size" -> size = ofReplay(option) ? value : null;
      case "--record" -> record = ofReplay(option) ? value : null;
      default -> {
        if (!ShellDirectory.isName(value)) {
          throw new Wrong(
              option
                  + " requires a name made of letters, digits, _, - and ., given '"
                  + value
                  + "'");
        }
        name = value;
      }
    }
  }

  /** Whether colours have not been turned off, here or in the environment. */
  boolean wantsColor() {
    return !noColor && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
  }
}

package ipcsh.app;

import ipcsh.peer.ShellDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The parsed command line. */
final class Options {
  private static final String REPLAY = "replay";

  /** The modes of a replay, which exclude each other. */
  private static final List<ProgramOption> WAYS =
      List.of(
          ProgramOption.PICTURES,
          ProgramOption.PREDICT,
          ProgramOption.RECORD,
          ProgramOption.STEP,
          ProgramOption.TYPE,
          ProgramOption.UPDATE,
          ProgramOption.VERIFY);

  /** An invalid command line: exit status 2. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message);
    }
  }

  private final Map<ProgramOption, List<String>> given = new EnumMap<>(ProgramOption.class);

  /** The first word that is not an option, or null; {@code --} may precede it. */
  String file;

  /** The shell to attach to, or null. */
  String attach;

  boolean list;

  /** The other machine whose shells are listed, or null. */
  String machine;

  /** Whether scenarios are to be replayed: the arguments are their files. */
  boolean replay;

  /** The usage to be printed instead of running anything, or null. */
  String usage;

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
    boolean word = !options.has(ProgramOption.CODE) && i < words.length;
    if (word && options.asksForUsage(words, i)) {
      return options;
    }
    if (word && words[i - (i > 0 ? 1 : 0)].equals("--")) {
      options.file = words[i++];
    } else if (word && words[i].equals("ls")) {
      options.list = true;
      options.machine = options.rest(words, i + 1);
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

  /** Whether this word has a usage and the user asks for it. */
  private boolean asksForUsage(String[] words, int at) {
    boolean isWord = at == 0 || !words[at - 1].equals("--");
    for (int i = at + 1; isWord && i < words.length && !words[i].equals("--"); i++) {
      String its = ProgramOption.HELP.isSpelled(words[i]) ? Usage.of(words[at]) : null;
      if (its != null) {
        usage = its;
      }
    }
    return usage != null;
  }

  /** Parses options after a mode's word, and at most one more word, which is returned. */
  private String rest(String[] words, int from) throws Wrong {
    String name = null;
    int i = from;
    while (i < words.length) {
      String word = words[i++];
      if (word.startsWith("-")) {
        i = option(word, words, i);
      } else if (name == null) {
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
    List<String> ways = WAYS.stream().filter(this::has).map(ProgramOption::longName).toList();
    if (ways.size() > 1) {
      throw new Wrong("replay takes " + String.join(" or ", ways) + ", not both");
    }
    boolean records = has(ProgramOption.RECORD);
    boolean isUnseen =
        List.of(
                ProgramOption.VERIFY,
                ProgramOption.UPDATE,
                ProgramOption.PICTURES,
                ProgramOption.PREDICT)
            .stream()
            .anyMatch(this::has);
    if (has(ProgramOption.TMUX) && (isUnseen || records)) {
      throw new Wrong("--tmux is for an audience, not for " + ways.get(0));
    }
    for (ProgramOption its : List.of(ProgramOption.V2, ProgramOption.SIZE)) {
      if (has(its) && !records) {
        throw new Wrong(
            its.longName() + " is only for a recording, " + ProgramOption.RECORD.label());
      }
    }
    if (records && arguments.size() > 1) {
      throw new Wrong("--record requires exactly one scenario, given " + arguments.size());
    }
  }

  /** Parses an option whose values begin at {@code next}; returns the index after them. */
  private int option(String word, String[] words, int next) throws Wrong {
    int equals = word.startsWith("--") ? word.indexOf('=') : -1;
    String name = equals < 0 ? word : word.substring(0, equals);
    ProgramOption option = ProgramOption.of(name);
    if (option == null || option.place() == ProgramOption.Place.BEHIND_EXPORT) {
      throw new Wrong("unknown option " + word);
    }
    if (option.place() == ProgramOption.Place.FIRST) {
      throw new Wrong(name + " must be the first word");
    }
    boolean apart = option.hasValue() && equals < 0;
    if (apart && next >= words.length) {
      throw new Wrong(name + " requires a value");
    }
    if (option.place() == ProgramOption.Place.BEHIND_REPLAY && !replay) {
      throw new Wrong(name + " must follow replay");
    }
    String value = apart ? words[next] : word.substring(equals + 1);
    if (option == ProgramOption.NAME && !ShellDirectory.isName(value)) {
      throw new Wrong(
          name + " requires a name made of letters, digits, _, - and ., given '" + value + "'");
    }
    if (option == ProgramOption.HELP) {
      usage = Usage.ofProgram();
    }
    given.computeIfAbsent(option, first -> new ArrayList<>()).add(value);
    return apart ? next + 1 : next;
  }

  /** Whether the option was given. */
  boolean has(ProgramOption option) {
    return given.containsKey(option);
  }

  /** Its last value, or null. */
  String value(ProgramOption option) {
    List<String> all = given.get(option);
    return all == null ? null : all.get(all.size() - 1);
  }

  /** All its values, in order. */
  List<String> values(ProgramOption option) {
    return given.getOrDefault(option, List.of());
  }

  /** The options passed to a shell that is started as a role. */
  List<String> forRoles() {
    return passed(ProgramOption.Passed.TO_ROLES);
  }

  /**
   * The options passed in addition to the process that replays one of several files, after the word
   * {@code replay}.
   */
  List<String> forReplay() {
    return passed(ProgramOption.Passed.TO_REPLAYS);
  }

  private List<String> passed(ProgramOption.Passed to) {
    List<String> words = new ArrayList<>();
    given.forEach(
        (option, values) -> {
          if (option.passed() == to && option.hasValue()) {
            values.forEach(
                value -> words.addAll(List.of(option.longName(), anywhere(option, value))));
          } else if (option.passed() == to) {
            words.add(option.longName());
          }
        });
    return words;
  }

  /** Makes a path absolute: a role may have another working directory. */
  private static String anywhere(ProgramOption option, String value) {
    return option == ProgramOption.PLUGIN ? Path.of(value).toAbsolutePath().toString() : value;
  }

  /** Whether colours are enabled: not turned off by an option or the environment. */
  boolean wantsColor() {
    return !has(ProgramOption.NO_COLOR) && System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
  }
}

package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Conversion;
import ipcsh.handle.DescriptorStore;
import ipcsh.handle.Fd;
import ipcsh.handle.InternalDescriptors;
import ipcsh.handle.Process;
import ipcsh.handle.RoleHost;
import ipcsh.handle.SearchPath;
import ipcsh.handle.ServiceMessages;
import ipcsh.handle.UsageException;
import ipcsh.handle.User;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.function.Programs;
import ipcsh.sys.function.Programs.Start;
import ipcsh.sys.invoke.SignalTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Starts programs for {@code spawn} and {@code observe}. */
final class ProgramStarter {
  private static final int LARGEST_DESCRIPTOR = 1 << 20;
  private static final Path HERE = Path.of("/proc/self/cwd");

  private final Context context;
  private final String command;
  private final Set<String> collected = new HashSet<>();

  /** Starts programs for this command, whose name its errors have. */
  ProgramStarter(Context context, String command) {
    this.context = context;
    this.command = command;
  }

  /**
   * What the options of a command say.
   *
   * @param on the host on which it runs; null for that of the shell
   * @param notifies whether it gets a NOTIFY_SOCKET
   * @param live whether its lines are printed as they come
   * @param store gives it its descriptors and takes those that it sends, or null
   */
  record Wanted(
      Map<?, ?> fds,
      Object user,
      Map<?, ?> env,
      String dir,
      RoleHost on,
      Object listen,
      boolean notifies,
      boolean live,
      DescriptorStore store) {}

  /** Starts a program and its arguments. */
  Process start(Wanted wanted, Object... program) {
    expectShell();
    return start(wanted, words(program), null, null, true);
  }

  /** Only the shell itself starts programs, not a forked child of it. */
  void expectShell() {
    if (!context.kernel().process().isShell()) {
      throw new UsageException(
          command + ": only the shell starts programs; use exec in a forked child",
          "c { d = fork(); d { exec 'ls' } }");
    }
  }

  /**
   * The same with another program in front.
   *
   * @param under gives the words that run it under that one, with this environment; null for none
   * @param name is put before its lines; null for the name of the program
   * @param ownGroup whether it leads a process group of its own
   */
  Process start(
      Wanted wanted,
      List<String> words,
      BiFunction<List<String>, Map<String, String>, List<String>> under,
      String name,
      boolean ownGroup) {
    try (DescriptorStore.Copies stored = DescriptorStore.Copies.of(wanted.store)) {
      return start(wanted, words, under, name, ownGroup, stored);
    }
  }

  private Process start(
      Wanted wanted,
      List<String> words,
      BiFunction<List<String>, Map<String, String>, List<String>> under,
      String name,
      boolean ownGroup,
      DescriptorStore.Copies stored) {
    User other = wanted.user == null ? null : other(wanted.user);
    Map<String, String> its = other == null ? System.getenv() : other.environment(System.getenv());
    Map<String, String> environment = Environment.changed(its, wanted.env);
    Map<Integer, Integer> descriptors = descriptors(wanted.fds);
    List<String> run = words;
    if (wanted.listen != null || !stored.names().isEmpty()) {
      Object first = wanted.listen == null ? List.of() : wanted.listen;
      SocketActivation activation = SocketActivation.of(first, this::shellsNumber).and(stored);
      run = found(words, wanted.dir, environment);
      activation.addTo(descriptors);
      activation.announceIn(environment);
      run = activation.running(run, environment);
    } else if (other != null || wanted.on != null || under != null) {
      run = found(words, wanted.dir, environment);
    }
    if (other != null) {
      run = other.running(run);
    }
    if (wanted.on != null) {
      // in front of setpriv: only its present user may enter the host
      run = wanted.on.running(run);
    }
    if (under != null) {
      run = under.apply(run, environment);
    }
    expectDirectory(wanted.dir);
    ServiceMessages messages =
        wanted.notifies || wanted.store != null
            ? new ServiceMessages(
                context.kernel(),
                other == null ? context.sys().processes().geteuid() : other.uid(),
                wanted.store,
                wanted.on)
            : null;
    if (messages != null) {
      environment.put("NOTIFY_SOCKET", messages.address());
    }
    boolean started = false;
    try {
      Start start = new Start(run, Environment.lines(environment), wanted.dir, descriptors);
      Consumer<String> live = wanted.live ? printer(name == null ? name(words) : name) : null;
      Process process = start(words, start, new Process.Companions(messages, live), ownGroup);
      started = true;
      return process;
    } finally {
      if (messages != null && !started) {
        messages.close();
      }
    }
  }

  /** How many programs execute one another before the one that is wanted. */
  int wrappers(Wanted wanted) {
    int others = wanted.user != null && other(wanted.user) != null ? 1 : 0;
    return others + (wanted.listen == null ? 0 : 1) + (wanted.on == null ? 0 : 1);
  }

  /**
   * Whether the program gets the terminal of this shell as its standard input: only a process group
   * in the foreground may read from it.
   */
  boolean readsTerminal(Wanted wanted) {
    if (!Integer.valueOf(0).equals(descriptors(wanted.fds).get(0))) {
      return false;
    }
    try {
      String file = context.kernel().home().files().readlink("/proc/thread-self/fd/0");
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (SysException closed) {
      return false;
    }
  }

  /**
   * Whether the program gets descriptors besides the standard ones. A program in front of it that
   * forks would keep them open.
   */
  boolean givesMore(Wanted wanted) {
    return wanted.listen != null
        || descriptors(wanted.fds).keySet().stream().anyMatch(number -> number > 2);
  }

  /** The IDs of the pipes from which the shell collects the output of what it started. */
  Set<String> collected() {
    return Set.copyOf(collected);
  }

  /** The name of a program without its directory. */
  static String name(List<String> words) {
    return words.get(0).replaceFirst(".*/(?=.)", "");
  }

  /** Who prints the lines of a program, with its name before each. */
  private Consumer<String> printer(String name) {
    return line -> context.host().programPrinted(name + ": " + line);
  }

  private Process start(
      List<String> words, Start start, Process.Companions companions, boolean ownGroup) {
    Map<Integer, Integer> descriptors = start.descriptors();
    Integer out = null;
    Integer err = null;
    List<Integer> ownEnds = new ArrayList<>();
    List<Integer> its = new ArrayList<>();
    descriptors.putIfAbsent(0, Start.NULL_DEVICE);
    try {
      if (!descriptors.containsKey(1)) {
        out = collected(1, descriptors, ownEnds, its);
      }
      if (!descriptors.containsKey(2)) {
        err = collected(2, descriptors, ownEnds, its);
      }
      SignalTable signals = SignalTable.ifUsed();
      int pid =
          context
              .sys()
              .programs()
              .spawn(
                  start,
                  signals == null ? 0 : signals.ignored(),
                  SignalTable.inherited(),
                  ownGroup);
      ownEnds.clear();
      return context.children().add(pid, words, out, err, companions);
    } finally {
      // no Ctrl-C interrupts this
      ownEnds.forEach(number -> InternalDescriptors.close(context.kernel().quiet(), number));
      its.forEach(number -> InternalDescriptors.close(context.kernel().quiet(), number));
    }
  }

  /** Creates a pipe for one of the program's descriptors; returns the read end. */
  private int collected(
      int number, Map<Integer, Integer> descriptors, List<Integer> ownEnds, List<Integer> its) {
    int[] pipe = context.children().outputPipe();
    ownEnds.add(pipe[0]);
    its.add(pipe[1]);
    descriptors.put(number, pipe[1]);
    long inode = context.kernel().home().files().stat("/proc/thread-self/fd/" + pipe[0]).inode();
    collected.add("pipe:[" + inode + "]");
    return pipe[0];
  }

  /** A program and its arguments as a user gave them. */
  static List<String> words(Object[] command) {
    if (command.length == 0) {
      throw new IllegalArgumentException("expected a program and its arguments, given nothing");
    }
    List<String> words = new ArrayList<>();
    for (Object word : command) {
      if (word == null
          || word instanceof Fd
          || word instanceof Map
          || word instanceof List
          || word instanceof Object[]) {
        throw Conversion.wanted("the program and its arguments as separate Strings", word);
      }
      words.add(Environment.text("an argument", word.toString()));
    }
    return words;
  }

  private Map<Integer, Integer> descriptors(Map<?, ?> named) {
    Map<Integer, Integer> descriptors = new TreeMap<>();
    if (named != null) {
      named.forEach(
          (number, given) -> {
            if (!(number instanceof Integer its) || its < 0 || its >= LARGEST_DESCRIPTOR) {
              throw new IllegalArgumentException(
                  "fds: expected [0: a, 1: b], the program's numbers mapped to descriptors of this shell, given "
                      + Conversion.describe(number)
                      + " as a number");
            }
            descriptors.put(its, shellsNumber(given));
          });
    }
    return descriptors;
  }

  private int shellsNumber(Object given) {
    if (given instanceof Fd fd) {
      return context.number(fd);
    }
    if (given instanceof Integer number) {
      // the shell may pass on the standard descriptors that it inherited
      boolean standard = number >= 0 && number <= 2;
      return standard ? number : context.number(context.descriptors().named(number, false));
    }
    throw new IllegalArgumentException(
        "fds: expected a descriptor of this shell, given " + Conversion.describe(given));
  }

  private void expectDirectory(String dir) {
    // an empty path is not the present directory
    if (dir != null
        && (dir.isEmpty() || !Files.isDirectory(HERE.resolve(Environment.text("dir:", dir))))) {
      boolean there = !dir.isEmpty() && Files.exists(HERE.resolve(dir));
      throw new SysException(there ? Errno.ENOTDIR : Errno.ENOENT, "chdir(\"" + dir + "\")");
    }
  }

  /** The user, or null if it is the user that runs the shell. */
  private User other(Object given) {
    User user = User.of(context.accounts(), given);
    return user.isSelf() ? null : user;
  }

  /**
   * The words for another program, such as setpriv, that executes them in this environment. Reports
   * here what it would only report on its standard error, and names the file where it would search
   * other directories than this shell.
   */
  private static List<String> found(
      List<String> words, String dir, Map<String, String> environment) {
    Path here = dir == null ? HERE : HERE.resolve(dir);
    String name = words.get(0);
    Optional<Path> program = SearchPath.find(name, here);
    if (program.isEmpty()) {
      boolean there =
          !name.isEmpty() && SearchPath.places(name, here).stream().anyMatch(Files::isRegularFile);
      throw Programs.spawnFailure(there ? Errno.EACCES : Errno.ENOENT, words);
    }
    if (name.contains("/") || SearchPath.of(environment).equals(SearchPath.value())) {
      return words;
    }
    List<String> named = new ArrayList<>(words);
    named.set(0, program.get().toString());
    return named;
  }
}

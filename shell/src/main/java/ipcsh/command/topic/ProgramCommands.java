package ipcsh.command.topic;

import ipcsh.command.Context;
import ipcsh.command.model.Command;
import ipcsh.command.model.CommandTopic;
import ipcsh.command.model.Conversion;
import ipcsh.command.model.Default;
import ipcsh.command.model.Flags;
import ipcsh.command.model.Option;
import ipcsh.command.model.Pid;
import ipcsh.command.model.SavedAs;
import ipcsh.command.model.UserName;
import ipcsh.handle.Fd;
import ipcsh.handle.Process;
import ipcsh.handle.ServiceMessages;
import ipcsh.handle.UsageException;
import ipcsh.handle.User;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.abi.WaitStatus;
import ipcsh.sys.function.Programs;
import ipcsh.sys.function.Programs.Start;
import ipcsh.sys.invoke.SignalTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Commands for other programs: starting them, waiting for them, sending signals. */
public final class ProgramCommands implements CommandTopic {
  private static final int LARGEST_DESCRIPTOR = 1 << 20;
  private static final Path HERE = Path.of("/proc/self/cwd");

  private Context context;

  @Override
  public String title() {
    return "Programs";
  }

  @Override
  public void attach(Context itsContext) {
    context = itsContext;
  }

  @Command(
      summary = "start a program that inherits only the descriptors named",
      man = "posix_spawn(3)",
      details =
          """
          fds: maps the program's descriptor numbers to descriptors of this shell. In addition it
          has 0, which is /dev/null, and 1 and 2, whose output the shell collects: .out and .err
          of the Process. No other descriptor of the shell is inherited. user: runs it as another
          user, if this shell runs as root, with that user's HOME and, of the shell's environment,
          only PATH, LANG, LC_*, TERM, TZ and IPCSH_*; env: adds to the environment, null removes
          a name; dir: is its working directory. The program leads its own process group, so that
          Ctrl-C at the prompt does not reach it. Its signals have the default disposition, except
          those that signal(sig, SIG_IGN) ignores, and its mask is that of sigprocmask. If it still runs when the shell ends, it is sent SIGTERM, then SIGKILL. The
          Process has .pid, .done, .exit, .signal, .kill(SIGINT), and .wait() or .wait(2.s), which
          returns what waitpid returns. listen: gives it descriptors as a service manager does
          (sd_listen_fds(3)), numbered from 3 in their order: [web: a, log: b], with LISTEN_FDS,
          LISTEN_FDNAMES and its LISTEN_PID; a shell that is started so has them, too: fds shows
          them, accept 3 takes a connection. notify: true gives it a NOTIFY_SOCKET (sd_notify(3)):
          .said is a list of its messages, each a map of the assignments and the sender's pid and
          uid, .ready whether READY=1 was among them; what others send is in .ignored. live: true
          prints each line of its output as it comes, with its name in front. Of .out: .text waits for the end of the output, as do
          trim(), contains() and every other method of a String; .lines; .readLine() and
          .readLine(2.s) return the next line when it arrives; .soFar does not wait; for (line in
          p.out) iterates over the lines as they arrive.""",
      examples =
          """
          p = spawn('echo', 'hello')
          p.out.trim()                                     //=> hello
          p.wait().exit                                    //=> 0
          p                                                //=> process ...  echo hello  exit 0
          (a, b) = socketpair()
          p = spawn('cat', fds: [0: a])
          close a
          send b, 'to the program'
          shutdown b, SHUT_WR
          p.out.text                                       //=> to the program
          spawn('sh', '-c', 'echo $WHO; pwd', env: [WHO: 'me'], dir: '/').out.lines  //=> [me, /]
          l = socket(); bind l, '@ipcsh-example'; listen l
          p = spawn('sh', '-c', '[ $LISTEN_PID = $$ ] && echo $LISTEN_FDS $LISTEN_FDNAMES', listen: [web: l])
          p.out.trim()                                     //=> 1 web
          fails(ENOENT) { spawn 'no such program' }        //=> posix_spawnp("no such program") = -1 ENOENT ...
          """)
  public Process spawn(
      @Option Map<?, ?> fds,
      @Option @UserName Object user,
      @Option Map<?, ?> env,
      @Option String dir,
      @Option Object listen,
      @Option Boolean notify,
      @Option Boolean live,
      Object... command) {
    if (!context.kernel().process().isShell()) {
      throw new UsageException(
          "spawn: only the shell starts programs; use exec in a forked child",
          "c { d = fork(); d { exec 'ls' } }");
    }
    List<String> words = words(command);
    User other = user == null ? null : other(user);
    Map<String, String> its = other == null ? System.getenv() : other.environment(System.getenv());
    Map<String, String> environment = Environment.changed(its, env);
    Map<Integer, Integer> descriptors = descriptors(fds);
    List<String> run = words;
    if (listen != null) {
      SocketActivation activation = SocketActivation.of(listen, this::ours);
      expectProgram(words);
      activation.addTo(descriptors);
      activation.announceIn(environment);
      run = activation.running(words, environment);
    }
    if (other != null) {
      expectProgram(words);
      run = other.running(run);
    }
    expectDirectory(dir);
    ServiceMessages messages =
        Boolean.TRUE.equals(notify)
            ? new ServiceMessages(
                context.kernel(), other == null ? context.sys().processes().geteuid() : other.uid())
            : null;
    if (messages != null) {
      environment.put("NOTIFY_SOCKET", messages.address());
    }
    boolean started = false;
    try {
      Start start = new Start(run, Environment.lines(environment), dir, descriptors);
      Process process = start(words, start, new Process.Companions(messages, printer(live, words)));
      started = true;
      return process;
    } finally {
      if (messages != null && !started) {
        messages.close();
      }
    }
  }

  /** Who prints the lines of a program, with its name before each; null for nobody. */
  private Consumer<String> printer(Boolean live, List<String> words) {
    if (!Boolean.TRUE.equals(live)) {
      return null;
    }
    String program = words.get(0).replaceFirst(".*/(?=.)", "");
    return line -> context.host().programPrinted(program + ": " + line);
  }

  private Process start(List<String> words, Start start, Process.Companions companions) {
    Map<Integer, Integer> descriptors = start.descriptors();
    Integer out = null;
    Integer err = null;
    List<Integer> mine = new ArrayList<>();
    List<Integer> its = new ArrayList<>();
    descriptors.putIfAbsent(0, Start.NULL_DEVICE);
    try {
      if (!descriptors.containsKey(1)) {
        out = collected(1, descriptors, mine, its);
      }
      if (!descriptors.containsKey(2)) {
        err = collected(2, descriptors, mine, its);
      }
      SignalTable signals = SignalTable.ifUsed();
      int pid =
          context
              .sys()
              .programs()
              .spawn(start, signals == null ? 0 : signals.ignored(), SignalTable.inherited());
      mine.clear();
      return context.children().add(pid, words, out, err, companions);
    } finally {
      mine.forEach(number -> context.kernel().quiet().files().close(number));
      its.forEach(number -> context.kernel().quiet().files().close(number));
    }
  }

  /** Creates a pipe for one of the program's descriptors; returns the read end. */
  private int collected(
      int number, Map<Integer, Integer> descriptors, List<Integer> mine, List<Integer> its) {
    int[] pipe = context.children().outputPipe();
    mine.add(pipe[0]);
    its.add(pipe[1]);
    descriptors.put(number, pipe[1]);
    return pipe[0];
  }

  private static List<String> words(Object[] command) {
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
            descriptors.put(its, ours(given));
          });
    }
    return descriptors;
  }

  private int ours(Object given) {
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
    if (dir != null && !Files.isDirectory(HERE.resolve(Environment.text("dir:", dir)))) {
      boolean there = Files.exists(HERE.resolve(dir));
      throw new SysException(there ? Errno.ENOTDIR : Errno.ENOENT, "chdir(\"" + dir + "\")");
    }
  }

  /** The user, or null if it is the user that runs the shell. */
  private User other(Object given) {
    User user = User.of(context.accounts(), given);
    return user.isSelf() ? null : user;
  }

  /** Reports here what setpriv or sh would only report on their standard error. */
  private static void expectProgram(List<String> words) {
    String name = words.get(0);
    String path = System.getenv().getOrDefault("PATH", "/bin:/usr/bin");
    List<Path> places =
        name.contains("/")
            ? List.of(HERE.resolve(name))
            : Arrays.stream(path.split(":"))
                .map(folder -> HERE.resolve(folder).resolve(name))
                .toList();
    boolean there = !name.isEmpty() && places.stream().anyMatch(Files::isRegularFile);
    if (!there || places.stream().noneMatch(Files::isExecutable)) {
      throw Programs.spawnFailure(there ? Errno.EACCES : Errno.ENOENT, words);
    }
  }

  @Command(
      name = "wait",
      summary = "wait for any child to end",
      man = "wait(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          "Returns a map: pid with exit, or with signal. waitpid waits for a particular child.",
      examples =
          """
          p = spawn('sh', '-c', 'exit 3')
          wait()                                           //=> [pid:..., exit:3]
          fails(ECHILD) { wait() }
          """)
  public Map<String, Object> waitForAny() {
    return waitpid(-1, 0);
  }

  @Command(
      summary = "wait for a child to change state: to end, stop or continue",
      man = "waitpid(2)",
      saves = SavedAs.RESULT,
      blocks = true,
      details =
          """
          Returns a map: pid with exit, or with signal (and core) if a signal killed it; with
          WUNTRACED also with stopped, with WCONTINUED with continued; with WNOHANG only pid: 0 if
          no child has changed state. pid is a process ID or what spawn returned; -1 is any child
          that this shell created. The shell reaps its children when they end and keeps their
          status, so that there are no zombies; waitpid returns it once, then fails with ECHILD as
          in C.""",
      examples =
          """
          p = spawn('sh', '-c', 'exit 3')
          waitpid(p).exit                                  //=> 3
          fails(ECHILD) { waitpid p }
          p = spawn('sleep', '1000')
          waitpid p, WNOHANG                               //=> [pid:0]
          kill p
          waitpid(-1).signal == SIGTERM                    //=> true
          """)
  public Map<String, Object> waitpid(
      @Pid @Default("-1") int pid, @Default("0") @Flags("W") int flags) {
    boolean here = context.kernel().process().isShell();
    WaitStatus status =
        here
            ? context.children().waitpid(context.sys(), pid, flags)
            : context.sys().processControl().wait4(pid, flags);
    return status == null ? Map.of("pid", 0) : status.asMap();
  }

  @Command(
      summary = "send a signal to a process",
      man = "kill(2)",
      details =
          """
          pid is a process ID or what spawn returned; a negative number is a process group. Signal
          0 only tests whether the process exists. The shell itself, its process group, process 1
          and all processes (0, -1) are refused unless force: true is given; the shell itself is
          not where the signal has a handler, is ignored or is blocked.""",
      examples =
          """
          p = spawn('sleep', '1000')
          kill p, SIGKILL                                  //=> 0
          p.wait().signal                                  //=> 9
          """)
  public int kill(
      @Pid int pid, @Default("SIGTERM") @Flags("SIG") int signal, @Option Boolean force) {
    if (signal != 0 && !Boolean.TRUE.equals(force)) {
      expectOther(pid, signal);
    }
    return context.sys().processControl().kill(pid, signal);
  }

  private void expectOther(int pid, int signal) {
    int self = context.kernel().shell().pid();
    if (pid > 1 && pid != self) {
      return;
    }
    int group = context.kernel().home().processControl().getpgrp();
    String who = null;
    if (pid == self) {
      if (context.signals().isExpected(signal)) {
        return;
      }
      who = "the shell itself";
    } else if (pid == -group || pid == 0 && context.kernel().process().isShell()) {
      who = "the shell's own process group";
    } else if (pid == -1) {
      who = "every process of this machine";
    } else if (pid == 1) {
      who = "the init process";
    }
    if (who != null) {
      throw new IllegalArgumentException(pid + " is " + who + "; force: true overrides");
    }
  }
}

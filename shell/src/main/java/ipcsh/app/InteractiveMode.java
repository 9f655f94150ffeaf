package ipcsh.app;

import ipcsh.command.Context;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.language.WarmUp;
import ipcsh.peer.ShellDirectory;
import ipcsh.repl.PromptHost;
import ipcsh.repl.Repl;
import ipcsh.repl.Settings;
import ipcsh.repl.Terminals;
import ipcsh.repl.TrainingTerminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Terminal;

/**
 * Wires the prompt: the terminal first and, in the background, the session, which is warmed up
 * while the user reads and types.
 */
final class InteractiveMode {
  private static final int WRONG_USAGE = 2;

  private final Options options;
  private final PromptHost host;
  private final ShellRegistration known;
  private final Source startUp;
  private final CompletableFuture<Session> session = new CompletableFuture<>();
  private final CompletableFuture<Void> warm = new CompletableFuture<>();
  private volatile Repl prompt;

  /**
   * The prompt.
   *
   * @param known how other shells reach it; null if it only attaches to another shell
   * @param startUp what is run before the first entry, or null
   */
  private InteractiveMode(Options options, ShellRegistration known, Source startUp) {
    this.startUp = startUp;
    this.options = options;
    this.known = known;
    this.host = new PromptHost();
    host.watchedOn(WatchMode::on);
  }

  /** Whether there is no script, only interactive input. */
  static boolean isWanted(Options options) {
    return options.file == null && !options.has(ProgramOption.CODE) && isOnTerminal();
  }

  /** Whether standard input and standard output are terminals. */
  static boolean isOnTerminal() {
    return isTerminal(0) && isTerminal(1);
  }

  /** Whether a descriptor is a terminal. */
  static boolean isTerminal(int descriptor) {
    try {
      String name = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return name.startsWith("/dev/pts/")
          || name.startsWith("/dev/tty")
          || name.equals("/dev/console");
    } catch (IOException closed) {
      return false;
    }
  }

  /** Runs the prompt; returns the exit status. */
  static int run(Options options) throws IOException {
    ShellRegistration known = null;
    if (options.attach == null) {
      try {
        known =
            ShellRegistration.prompt(
                options.value(ProgramOption.NAME), ShellDirectory.of(System.getenv()));
      } catch (ShellDirectory.Taken e) {
        Diagnostics.say(e.getMessage());
        return WRONG_USAGE;
      }
    }
    Source startUp = known == null ? null : StartUpFile.read(options, System.getenv());
    InteractiveMode interactive = new InteractiveMode(options, known, startUp);
    try (Terminal terminal = open(System.getenv(), interactive.host)) {
      String name = known == null ? options.attach : known.name();
      Settings settings =
          Settings.of(
              System.getenv(),
              name,
              !options.has(ProgramOption.NO_COLOR),
              options.has(ProgramOption.JSON));
      int status = interactive.run(terminal, settings);
      interactive.host.recorder().ifPresent(recorder -> recorder.exit(status));
      return status;
    }
  }

  private static Terminal open(Map<String, String> environment, PromptHost host)
      throws IOException {
    return Terminals.system(environment, host::recordedBy);
  }

  /** Runs a prompt without a user, so that the start-up cache contains what a prompt uses. */
  static void train(Options options) throws IOException {
    Path directory = Files.createTempDirectory("ipcsh");
    Map<String, String> environment =
        Map.of(
            "XDG_RUNTIME_DIR", directory.toString(),
            "XDG_CONFIG_HOME", directory.toString(),
            "TERM", Terminal.TYPE_DUMB);
    ShellDirectory shells = ShellDirectory.of(environment);
    try (TrainingTerminal rehearsal = new TrainingTerminal()) {
      ShellRegistration other = ShellRegistration.prompt(null, shells);
      ShellRegistration known = ShellRegistration.prompt(null, shells);
      StartUpFile.read(options, environment);
      InteractiveMode interactive = new InteractiveMode(options, known, null);
      open(environment, interactive.host).close();
      interactive.run(rehearsal.terminal(), rehearsal.settings());
      known.leave();
      other.leave();
    } catch (ShellDirectory.Taken e) {
      throw new IllegalStateException(e);
    } finally {
      for (String each : List.of("ipcsh/.lock", "ipcsh", "")) {
        Files.deleteIfExists(directory.resolve(each));
      }
    }
  }

  private int run(Terminal terminal, Settings settings) {
    boolean elsewhere = known == null;
    boolean atOnce = elsewhere || startUp != null;
    Runnable whenShown = atOnce ? () -> {} : this::load;
    try (Repl repl =
        new Repl(
            terminal,
            host,
            settings,
            session,
            whenShown,
            this::beforeFirstEvaluation,
            Shutdown::insisted)) {
      prompt = repl;
      if (atOnce) {
        load();
      }
      if (elsewhere) {
        return repl.runAt(options.attach);
      }
      int status = repl.run(Version.NUMBER, startUp);
      finish(repl);
      return status;
    }
  }

  /** Prints the last message: what the session leaves behind. */
  private void finish(Repl repl) {
    if (session.isDone() && !session.isCompletedExceptionally()) {
      String left = session.join().context().finish();
      if (left != null) {
        repl.remark(left);
      }
    }
  }

  /**
   * Called when the shell opens no more descriptors of its own: those of the session are numbered
   * from 3.
   */
  private void beforeFirstEvaluation() {
    warm.join();
    Context context = session.join().context();
    ReservedDescriptors.release(context.kernel(), context.descriptors(), List.of());
    for (int standard = 0; standard <= 2; standard++) {
      context.descriptors().keep(standard, "its terminal");
    }
  }

  private void load() {
    Thread loader = new Thread(this::loadNow, "loader");
    loader.setDaemon(true);
    loader.start();
  }

  private void loadNow() {
    try {
      WarmUp warmUp = new WarmUp();
      Session made = SessionFactory.session(options, host);
      made.context().roleShells().asksAtTerminal();
      if (known != null) {
        known.prepare(made.context(), prompt.served(made));
      }
      session.complete(made);
      warmUp.finish();
      rehearse(made.context());
      if (known != null) {
        known.open();
        StaleShellSweep.soon(made.context().kernel());
      }
      StartUpPages.giveBackSoon(made.context());
    } catch (Throwable e) {
      session.completeExceptionally(e);
    } finally {
      warm.complete(null);
    }
  }

  /** Evaluates an entry, so that the first Enter does not wait for classes to be loaded. */
  private static void rehearse(Context context) {
    try {
      Session.rehearse(context);
      context.kernel().quiet().processes();
    } catch (Exception e) {
      // a failure will be reported by the first entry
    } finally {
      context.kernel().leaveThread();
    }
  }
}

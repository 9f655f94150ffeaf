package ipcsh;

import ipcsh.command.Context;
import ipcsh.command.Host;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.repl.PromptHost;
import ipcsh.repl.Repl;
import ipcsh.repl.Settings;
import ipcsh.sys.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jline.terminal.Terminal;

/**
 * Wires the prompt: the terminal first, and behind the prompt the session, whose first use is
 * rehearsed while somebody reads and types.
 */
final class Interactive {
  private final Options options;
  private final PromptHost host;
  private final CompletableFuture<Session> session = new CompletableFuture<>();
  private final CompletableFuture<Void> rehearsed = new CompletableFuture<>();

  private Interactive(Options options) {
    this.options = options;
    this.host = new PromptHost(options.arguments);
  }

  /** Whether there is nothing to run but what a person types. */
  static boolean isWanted(Options options) {
    return options.file == null && options.code == null && isTerminal(0) && isTerminal(1);
  }

  private static boolean isTerminal(int descriptor) {
    try {
      String name = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
      return name.startsWith("/dev/pts/")
          || name.startsWith("/dev/tty")
          || name.equals("/dev/console");
    } catch (IOException closed) {
      return false;
    }
  }

  /**
   * Runs the prompt.
   *
   * @param beforeFirstEvaluation called when everything has been loaded, before the first entry is
   *     evaluated
   * @return the exit status
   */
  static int run(Options options, Runnable beforeFirstEvaluation) throws IOException {
    Interactive interactive = new Interactive(options);
    Settings settings = Settings.of(System.getenv(), options.name, !options.noColor, options.json);
    try (Terminal terminal = Repl.systemTerminal();
        Repl repl =
            new Repl(
                terminal, interactive.host, settings, interactive.session, interactive::load)) {
      return repl.run(
          () -> {
            interactive.rehearsed.join();
            beforeFirstEvaluation.run();
          });
    }
  }

  private void load() {
    Thread loader = new Thread(this::loadNow, "loader");
    loader.setDaemon(true);
    loader.start();
  }

  private void loadNow() {
    try {
      Session made = open(host);
      session.complete(made);
      rehearse(made.context());
    } catch (Throwable e) {
      session.completeExceptionally(e);
    } finally {
      rehearsed.complete(null);
    }
  }

  private Session open(Host itsHost) {
    Kernel kernel = new Kernel();
    Context context = new Context(kernel, itsHost);
    context.registry().load(Main.class.getClassLoader());
    Session made = new Session(context);
    made.names().setVariable("args", options.arguments);
    if (options.trace) {
      context.registry().find("trace").call(true);
    }
    return made;
  }

  /** Loads the compiler and the way to the kernel, so that the first Enter does not wait for it. */
  private static void rehearse(Context context) {
    try {
      Session scratch = new Session(context);
      scratch.runEntry(Source.of("", "x = [1, 'a']; x.size() + AF_UNIX"));
      context.kernel().quiet().processes();
      context.constants();
    } catch (Exception e) {
      // whatever it is, the first entry will say it
    } finally {
      context.kernel().leaveThread();
    }
  }
}

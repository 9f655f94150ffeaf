package ipcsh.repl;

import ipcsh.command.ExitRequest;
import ipcsh.command.Preferences;
import ipcsh.draw.Glyph;
import ipcsh.draw.TerminalColors;
import ipcsh.language.Entries;
import ipcsh.language.Evaluator;
import ipcsh.language.JsonRendering;
import ipcsh.language.Problem;
import ipcsh.language.Problems;
import ipcsh.language.RepeatedInterrupt;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.peer.Peer;
import ipcsh.peer.RemoteResult;
import ipcsh.peer.ShellDescription;
import ipcsh.peer.ShellService;
import ipcsh.sys.text.Counted;
import ipcsh.sys.text.EscapedText;
import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * Reads entries at a terminal, on the thread that calls {@link #run}, and evaluates them with the
 * session's {@link Evaluator}, where lines of other shells are queued too; or, while attached to
 * another shell, in that one.
 *
 * <p>The prompt is shown at once; the session may be loaded meanwhile, and the first entry waits
 * for it.
 */
public final class Repl implements AutoCloseable {
  private static final String BANNER = "ipcsh %s · help lists the commands · Ctrl-D quits";
  private static final String BACK = "detach";

  /** The prompt of continuation lines. */
  private static final String MORE = "... ";

  /** The end of a prompt, which is not bold. */
  private static final Pattern MARK = Pattern.compile("[>$#%:]? ?$");

  private static final int FAILED = 1;

  /** The maximum number of consecutive failures to read before a key is typed. */
  private static final int UNREAD_MOST = 3;

  /** How long an entry waits for a line of another shell before a line says so, in milliseconds. */
  private static final long SOON = 200;

  private final Terminal terminal;
  private final PromptHost host;
  private final Settings settings;
  private final CompletableFuture<Session> loading;
  private final Runnable beforeFirst;
  private final PromptReader reader;
  private final PromptScreen screen;
  private final JobNotices notices = new JobNotices();
  private Evaluator evaluator;
  private int unread;

  /** Whether the last line was given up with Ctrl-C. */
  private boolean givenUp;

  private volatile boolean begun;

  /** The shell to which the user is attached, or null. */
  private volatile Peer away;

  /** The action of Ctrl-C while no line is read. */
  private volatile Runnable atInterrupt = () -> {};

  /** The thread that reads. */
  private volatile Thread reads;

  /** What a signal's block has asked for while a line was read, or null. */
  private volatile ExitRequest ending;

  /** Ends the program. */
  private final Runnable lastResort;

  /**
   * A prompt on a terminal, which it does not close.
   *
   * @param loading the session, when it has been loaded
   * @param whenShown called once, when the first prompt is shown
   * @param beforeFirst called before the first entry is evaluated, when the session is loaded
   * @param lastResort ends the program after repeated Ctrl-C
   */
  public Repl(
      Terminal terminal,
      PromptHost host,
      Settings settings,
      CompletableFuture<Session> loading,
      Runnable whenShown,
      Runnable beforeFirst,
      Runnable lastResort) {
    this.lastResort = lastResort;
    this.terminal = terminal;
    this.host = host;
    this.settings = settings;
    this.loading = loading;
    this.beforeFirst = beforeFirst;
    SymbolLookup known =
        new SymbolLookup(() -> loading.isCompletedExceptionally() ? null : loading.getNow(null));
    reader = new PromptReader(terminal, known, settings, whenShown);
    screen = new PromptScreen(terminal, reader, settings);
    Player player = new Player(terminal, screen, reader, settings, this::evaluate);
    Preferences preferences = settings.preferences();
    preferences.whenChanged(
        () -> {
          TerminalColors.theme(preferences.theme());
          reader.apply();
        });
    host.attach(screen, (SharedHistory) reader.getHistory(), player, preferences, settings.state());
  }

  /** The service of this prompt for other shells; the session is loaded. */
  public ShellService served(Session session) {
    return new PromptShell(
        new ShellDescription(settings.name(), "prompt"),
        session,
        () -> evaluator(session),
        screen,
        host);
  }

  /** The evaluator, created on first use. */
  private synchronized Evaluator evaluator(Session session) {
    if (evaluator == null) {
      beforeFirst.run();
      evaluator = new Evaluator(session.context().kernel());
      evaluator.whenOutlived(this::behindControlC);
      evaluator.whenFailed(error -> failedBetween(session, error));
    }
    return evaluator;
  }

  /**
   * Reads and evaluates until the end.
   *
   * @param version the version shown above the first prompt
   * @return the exit status
   */
  public int run(String version) {
    return run(version, null);
  }

  /**
   * The same, after the entries of a start-up file.
   *
   * @param startUp the start-up file, or null
   */
  public int run(String version, Source startUp) {
    return onTerminal(
        () -> {
          screen.remark(BANNER.formatted(version));
          Greeting.now(settings.state()).forEach(screen::remark);
          return startUp == null || startUp(startUp) ? home() : FAILED;
        });
  }

  /**
   * Runs the entries of the start-up file: what fails is shown, and the next one is run. Ctrl-C
   * ends it. False if there is no session.
   */
  private boolean startUp(Source file) throws Exception {
    if (!begin()) {
      return false;
    }
    Session session = loading.join();
    Entries entries = new Entries(file.name(), file.text());
    for (Source entry = entries.next(); entry != null; entry = entries.next()) {
      Source its = entry;
      try {
        here(session, () -> evaluate(session, its, false));
      } catch (ExitRequest exit) {
        // otherwise nothing would tell why there is no prompt
        screen.remark(
            file.name()
                + ":"
                + its.firstLine()
                + ": exit has ended the shell; --no-init starts it without this file");
        throw exit;
      }
      if (evaluator(session).wasInterrupted()) {
        screen.remark("the rest of " + file.name() + " is not run");
        break;
      }
    }
    return true;
  }

  /**
   * Runs everything that is typed in another shell.
   *
   * @param name the name of the other shell
   * @return the exit status: 1 if that shell ends, or does not exist
   */
  public int runAt(String name) {
    return onTerminal(
        () -> {
          if (!begin()) {
            return FAILED;
          }
          try {
            away = loading.join().context().shells().connect(name);
          } catch (RuntimeException e) {
            screen.problem("ipcsh: " + e.getMessage(), List.of());
            return FAILED;
          }
          return there() ? 0 : FAILED;
        });
  }

  /** Shows a line unchanged in addition to the output: it may contain a command to be copied. */
  public void remark(String line) {
    screen.report(line);
  }

  private interface Work {
    int run() throws Exception;
  }

  private int onTerminal(Work work) {
    PrintStream before = System.out;
    System.setOut(screen.out());
    reads = Thread.currentThread();
    terminal.handle(Terminal.Signal.INT, signal -> atInterrupt.run());
    Thread last = new Thread(reader::giveBack, "prompt");
    Runtime.getRuntime().addShutdownHook(last);
    try {
      return work.run();
    } catch (ExitRequest exit) {
      return exit.status();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      System.out.flush();
      System.setOut(before);
      try {
        Runtime.getRuntime().removeShutdownHook(last);
      } catch (IllegalStateException programEnds) {
        // nothing is left for the shutdown hook
      }
    }
  }

  /** Reads entries and evaluates them in this shell. */
  private int home() throws Exception {
    while (true) {
      String entry = read(prompt());
      if (ending != null) {
        throw ending;
      }
      if (entry == null) {
        return 0;
      }
      if (entry.isBlank()) {
        if (givenUp && begun && Evaluator.isControlCHandled()) {
          handleControlC();
        }
        continue;
      }
      if (!begin()) {
        return FAILED;
      }
      enter(entry);
      away = host.takeAttached();
      if (away != null) {
        there();
      }
    }
  }

  private void enter(String entry) throws Exception {
    AtLine at = AtLine.of(entry);
    if (at != null) {
      once(at);
    } else {
      here(reader.source(entry));
    }
  }

  /** The handler of repeated Ctrl-C. */
  private Runnable insistence(
      Runnable interrupt, IntSupplier evaluation, Supplier<String> warning) {
    return new RepeatedInterrupt(interrupt, evaluation, warning, this::behindControlC, lastResort)
        ::press;
  }

  /** Prints a message after the terminal's ^C. */
  private void behindControlC(String said) {
    terminal.writer().println();
    screen.remark(said);
  }

  /** Discards the rest of pasted text after Ctrl-C. */
  private void forgetPaste() {
    int left = reader.forgetPaste();
    if (left > 0) {
      screen.remark("the rest of the paste is not run: " + Counted.of(left, "entry", "entries"));
    }
  }

  /** Ctrl-C while a line was read: what was typed is given up, and the block of SIGINT runs. */
  private void handleControlC() throws Exception {
    Session session = loading.join();
    here(
        session,
        () -> {
          try {
            Evaluator.handleControlC();
          } catch (Throwable error) {
            failedBetween(session, error);
          }
          return null;
        });
  }

  /** Shows what a signal's block has thrown while there was nothing to evaluate. */
  private void failedBetween(Session session, Throwable error) {
    if (error instanceof ExitRequest exit) {
      ending = exit;
      reads.interrupt();
      return;
    }
    host.failed(error);
    screen.problem(new Problems(session).explain(error));
  }

  /** Evaluates an entry on the session's thread, and waits. */
  private void here(Source entry) throws Exception {
    Session session = loading.join();
    here(session, () -> evaluate(session, entry));
  }

  private void here(Session session, Callable<?> work) throws Exception {
    Evaluator here = evaluator(session);
    Evaluator.Task<?> task = here.submit(work);
    atInterrupt =
        insistence(
            task::interrupt, here::evaluation, () -> RepeatedInterrupt.warning(here.doing()));
    try {
      if (!task.await(SOON) && task.isWaiting()) {
        screen.remark(
            "waiting for a line from another shell: " + here.doing() + "; Ctrl-C gives up");
      }
      task.get();
      if (task.isWithdrawn()) {
        screen.freshLine();
      }
    } finally {
      atInterrupt = () -> {};
    }
    if (here.wasInterrupted()) {
      forgetPaste();
    }
  }

  /** Evaluates an entry and shows its value or its error; returns whether it succeeded. */
  private boolean evaluate(Session session, Source entry) {
    return evaluate(session, entry, true);
  }

  private boolean evaluate(Session session, Source entry, boolean shows) {
    try {
      Object value = session.runEntry(entry);
      if (value != null && shows) {
        session.names().setVariable("_", value);
        screen.result(value);
      }
      return true;
    } catch (ExitRequest exit) {
      throw exit;
    } catch (Throwable error) {
      host.failed(error);
      if (evaluator(session).wasInterrupted()) {
        session.journal().interrupted();
        terminal.writer().println();
      }
      Problem problem = new Problems(session).explain(error);
      String more = host.advice(entry.text(), error);
      screen.problem(more == null ? problem : problem.with(more));
      return false;
    }
  }

  /** Runs one line in another shell; its value becomes a value of this shell. */
  private void once(AtLine at) {
    Session session = loading.join();
    try (Peer peer = session.context().shells().connect(at.name())) {
      RemoteResult answer = run(peer, at.line());
      if (answer.value() != null) {
        session.names().setVariable("_", answer.value());
      }
    } catch (IOException | RuntimeException e) {
      screen.problem(e.getMessage(), List.of());
    }
  }

  private RemoteResult run(Peer peer, String line) throws IOException {
    Runnable ctrlC = peer.ctrlC();
    atInterrupt =
        () -> {
          terminal.writer().println();
          ctrlC.run();
        };
    try {
      String self = loading.join().context().shells().self();
      RemoteResult answer = new RemoteLineRunner(peer, self, screen).run(line);
      if (answer.isGood() && answer.shown() != null) {
        String shown = settings.json() ? JsonRendering.of(answer.value()) : answer.shown();
        screen.result(columns -> shown);
      }
      return answer;
    } finally {
      atInterrupt = () -> {};
    }
  }

  /**
   * Reads entries here and evaluates them in the other shell, until the user detaches; false if
   * that shell has ended.
   */
  private boolean there() {
    screen.remark("at " + away.name() + ": Ctrl-D or detach returns");
    Thread reading = Thread.currentThread();
    Peer peer = away;
    try {
      peer.whenEnded(
          () -> {
            if (away == peer && reader.isReading()) {
              reading.interrupt();
            }
          });
      while (true) {
        String entry = read(styled(peer.name() + "> "));
        if (ending != null) {
          return true;
        }
        if (peer.hasEnded()) {
          throw new IOException("the shell " + peer.name() + " has ended");
        }
        if (entry == null || entry.strip().equals(BACK)) {
          return true;
        }
        if (!entry.isBlank()) {
          run(peer, entry);
        }
      }
    } catch (IOException e) {
      screen.problem(e.getMessage(), List.of());
      return false;
    } finally {
      away = null;
      peer.close();
    }
  }

  /** The next entry, or null at end of input. */
  private String read(String prompt) {
    givenUp = false;
    screen.freshLine();
    Thread.interrupted();
    if (ending != null) {
      return null;
    }
    try {
      String line = reader.readLine(prompt);
      unread = 0;
      return line;
    } catch (UserInterruptException byKey) {
      givenUp = true;
      endLine();
      return "";
    } catch (EndOfFileException end) {
      endLine();
      return null;
    } catch (IOError terminalIsGone) {
      host.failed(terminalIsGone);
      return null;
    } catch (RuntimeException | LinkageError | OutOfMemoryError | StackOverflowError error) {
      return notRead(error);
    }
  }

  /** Reports a failure of line editing; the next line is read. */
  private String notRead(Throwable error) {
    host.failed(error);
    unread = reader.keyCame() ? 0 : unread + 1;
    screen.problem(
        "the line could not be read: " + error, List.of("exception shows the stack trace"));
    // before a key has been typed, it would fail forever
    return unread < UNREAD_MOST ? "" : null;
  }

  /** If the terminal echoes input itself, ends the line that was abandoned. */
  private void endLine() {
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      screen.line("");
    }
  }

  private String prompt() {
    long running = 0;
    if (begun) {
      var jobs = loading.getNow(null).context().jobs();
      String ended = notices.ended(jobs);
      if (ended != null) {
        screen.remark(ended);
      }
      running = JobNotices.running(jobs);
    }
    return styled(PromptText.of(settings.preferences().prompt(), settings.name(), running));
  }

  /** The prompt as the line reader takes it: bold up to its last mark. */
  private String styled(String text) {
    String shown = EscapedText.word(text);
    reader.setVariable(
        LineReader.SECONDARY_PROMPT_PATTERN,
        " ".repeat(Math.max(0, Glyph.width(shown) - MORE.length())) + MORE);
    Matcher mark = MARK.matcher(shown);
    int bold = mark.find() ? mark.start() : shown.length();
    String before = shown.substring(0, bold).replace("%", "%%");
    String last = shown.substring(bold).replace("%", "%%");
    return settings.color()
        ? new AttributedString(before, AttributedStyle.DEFAULT.bold()).toAnsi(terminal) + last
        : before + last;
  }

  /** Waits for the session; false if it could not be loaded. */
  private boolean begin() {
    if (!begun) {
      String loads = "the session is not starting: a third Ctrl-C ends this shell";
      atInterrupt = insistence(() -> {}, () -> 0, () -> loads);
    }
    while (!begun) {
      try {
        evaluator(loading.get());
        begun = true;
      } catch (InterruptedException notReadyYet) {
        // keep waiting
      } catch (ExecutionException e) {
        host.failed(e.getCause());
        screen.line("ipcsh: " + e.getCause());
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    screen.gauges(null);
    if (loading.isDone() && !loading.isCompletedExceptionally()) {
      loading.join().context().jobs().cancelAll();
    }
  }
}

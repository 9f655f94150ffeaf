package ipcsh.repl;

import ipcsh.command.ExitRequest;
import ipcsh.language.Interrupter;
import ipcsh.language.JsonRendering;
import ipcsh.language.Problems;
import ipcsh.language.Session;
import ipcsh.language.Source;
import java.io.PrintStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * Reads entries at a terminal and evaluates them, both on the thread that calls {@link #run}: what
 * belongs to a kernel thread, such as the ownership of a mutex, so belongs to the session.
 *
 * <p>The prompt is shown at once; the session may be loaded meanwhile, and the first entry waits
 * for it.
 */
public final class Repl implements AutoCloseable {
  private static final String BANNER = "ipcsh %s · help lists the commands · Ctrl-D leaves";

  /** Ended by Ctrl-\, as a shell would say it of a program. */
  private static final int QUIT = 128 + 3;

  private final Terminal terminal;
  private final PromptHost host;
  private final Settings settings;
  private final CompletableFuture<Session> loading;
  private final PromptReader reader;
  private final Screen screen;
  private final Notices notices = new Notices();
  private Interrupter interrupter;

  /**
   * A prompt on a terminal, which it does not close.
   *
   * @param loading the session, when it has been loaded
   * @param whenShown called once, when the first prompt stands on the screen
   */
  public Repl(
      Terminal terminal,
      PromptHost host,
      Settings settings,
      CompletableFuture<Session> loading,
      Runnable whenShown) {
    this.terminal = terminal;
    this.host = host;
    this.settings = settings;
    this.loading = loading;
    Known known = new Known(() -> loading.isCompletedExceptionally() ? null : loading.getNow(null));
    reader = new PromptReader(terminal, known, settings, whenShown);
    screen = new Screen(terminal, reader, settings);
    Player player = new Player(terminal, screen, settings, this::evaluate);
    host.attach(screen, (SharedHistory) reader.getHistory(), player);
  }

  /**
   * Reads and evaluates until the end.
   *
   * @param version which ipcsh this is, for the line above the first prompt
   * @param beforeFirst called before the first entry is evaluated, when the session is there
   * @return the exit status
   */
  public int run(String version, Runnable beforeFirst) {
    PrintStream before = System.out;
    System.setOut(screen.out());
    Thread evaluator = Thread.currentThread();
    terminal.handle(Terminal.Signal.INT, signal -> interrupt(evaluator));
    terminal.handle(Terminal.Signal.QUIT, signal -> quit());
    screen.remark(BANNER.formatted(version));
    try {
      while (true) {
        String entry = read();
        if (entry == null) {
          return 0;
        }
        if (!entry.isBlank()) {
          if (interrupter == null && !begin(beforeFirst)) {
            return 1;
          }
          evaluate(loading.join(), Source.of("", entry));
        }
      }
    } catch (ExitRequest exit) {
      return exit.status();
    } finally {
      System.out.flush();
      System.setOut(before);
    }
  }

  /** Ctrl-\ while something runs that nothing else ends. */
  private void quit() {
    if (!reader.isReading()) {
      System.exit(QUIT);
    }
  }

  private void interrupt(Thread evaluator) {
    Interrupter known = interrupter;
    if (known == null) {
      evaluator.interrupt();
    } else {
      known.interrupt();
    }
  }

  /** The next entry, or null at the end. */
  private String read() {
    screen.freshLine();
    Thread.interrupted();
    try {
      return reader.readLine(prompt());
    } catch (UserInterruptException givenUp) {
      endLine();
      return "";
    } catch (EndOfFileException end) {
      endLine();
      return null;
    }
  }

  /** Where the terminal itself shows what is typed, nothing else ends a line that is given up. */
  private void endLine() {
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      screen.line("");
    }
  }

  private String prompt() {
    String name = settings.name();
    if (interrupter != null) {
      var jobs = loading.getNow(null).context().jobs();
      String ended = notices.ended(jobs);
      if (ended != null) {
        screen.remark(ended);
      }
      long running = Notices.running(jobs);
      name += running == 0 ? "" : " [" + running + "]";
    }
    String shown = name.replaceAll("\\p{Cntrl}", "").replace("%", "%%");
    reader.setVariable(
        LineReader.SECONDARY_PROMPT_PATTERN, " ".repeat(Math.max(0, name.length() - 2)) + "... ");
    return settings.color()
        ? new AttributedString(shown, AttributedStyle.DEFAULT.bold()).toAnsi(terminal) + "> "
        : shown + "> ";
  }

  /** Waits for the session; false where it could not be loaded. */
  private boolean begin(Runnable beforeFirst) {
    while (true) {
      try {
        Session session = loading.get();
        beforeFirst.run();
        interrupter = new Interrupter(session.context().kernel(), Thread.currentThread());
        return true;
      } catch (InterruptedException notReadyYet) {
        // there is nothing else to do than to wait
      } catch (ExecutionException e) {
        host.failed(e.getCause());
        screen.line("ipcsh: " + e.getCause());
        return false;
      }
    }
  }

  /** Evaluates an entry and shows its value or what went wrong; whether it went well. */
  private boolean evaluate(Session session, Source entry) {
    interrupter.reset();
    try {
      Object value = session.runEntry(entry);
      if (value != null) {
        session.names().setVariable("_", value);
        screen.result(settings.json() ? JsonRendering.of(value) : screen.rendered(value));
      }
      return true;
    } catch (ExitRequest exit) {
      throw exit;
    } catch (Throwable error) {
      host.failed(error);
      if (interrupter.wasUsed()) {
        session.journal().interrupted();
        terminal.writer().println();
      }
      screen.problem(new Problems(session).explain(error));
      return false;
    }
  }

  @Override
  public void close() {
    if (loading.isDone() && !loading.isCompletedExceptionally()) {
      loading.join().context().jobs().cancelAll();
    }
  }
}

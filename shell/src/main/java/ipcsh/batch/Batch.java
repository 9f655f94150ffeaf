package ipcsh.batch;

import ipcsh.command.ExitRequest;
import ipcsh.command.model.CommandModel;
import ipcsh.language.Entries;
import ipcsh.language.Interrupter;
import ipcsh.language.Problems;
import ipcsh.language.Session;
import ipcsh.language.Source;
import java.io.BufferedReader;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs texts and commands in a session; each method returns the exit status. */
public final class Batch {
  /** Success. */
  public static final int DONE = 0;

  /** An uncaught error. */
  public static final int FAILED = 1;

  /** Ended by Ctrl-C. */
  public static final int INTERRUPTED = 130;

  private final Session session;
  private final BatchOutput output;
  private final Interrupter interrupter;
  private volatile boolean reading;

  /** Runs in this session; {@code interrupter} is notified when a new evaluation begins. */
  public Batch(Session session, BatchOutput output, Interrupter interrupter) {
    this.session = session;
    this.output = output;
    this.interrupter = interrupter;
  }

  /** Runs a text as a whole; prints its last value if requested. */
  public int whole(Source source, boolean print) {
    return whole(() -> session.run(source), print);
  }

  /**
   * Runs a command with these words as arguments, whole numbers converted, and prints its value.
   */
  public int command(CommandModel command, List<String> words) {
    return whole(() -> command.call(words.stream().map(Batch::argument).toArray()), true);
  }

  private static Object argument(String word) {
    try {
      return Integer.valueOf(word);
    } catch (NumberFormatException text) {
      return word;
    }
  }

  /** Runs what gives the exit status itself. */
  public int status(Callable<Integer> work) {
    try {
      return work.call();
    } catch (Throwable e) {
      return failed(e);
    }
  }

  private int whole(Callable<?> work, boolean print) {
    try {
      Object value = work.call();
      if (print) {
        output.result(value);
      }
      return DONE;
    } catch (ExitRequest exit) {
      return exit.status();
    } catch (Throwable e) {
      return failed(e);
    }
  }

  private int failed(Throwable error) {
    output.error(error, new Problems(session).explain(error));
    if (!interrupter.wasUsed()) {
      return FAILED;
    }
    session.journal().interrupted();
    return INTERRUPTED;
  }

  /** Runs a text entry by entry. */
  public int entries(Source source, boolean goOn, boolean print) {
    return entries(new Entries(source.name(), source.text()), goOn, print);
  }

  /**
   * Runs a text entry by entry.
   *
   * @param goOn whether an error ends only its own entry
   * @param print whether the value of each entry is printed
   */
  public int entries(String name, BufferedReader text, boolean goOn, boolean print) {
    return entries(new Entries(name, text), goOn, print);
  }

  /** Whether it is waiting for the next entry. */
  public boolean isReading() {
    return reading;
  }

  private Source next(Entries entries) {
    reading = true;
    try {
      return entries.next();
    } finally {
      reading = false;
    }
  }

  private int entries(Entries entries, boolean goOn, boolean print) {
    int status = DONE;
    for (Source entry = next(entries); entry != null; entry = next(entries)) {
      interrupter.reset();
      try {
        Object value = session.runEntry(entry);
        if (print) {
          output.result(value);
        }
      } catch (ExitRequest exit) {
        return exit.status();
      } catch (Throwable e) {
        int failure = failed(e);
        if (!goOn) {
          return failure;
        }
        status = FAILED;
      }
    }
    return status;
  }
}

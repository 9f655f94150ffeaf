package ipcsh.doctest;

import groovy.json.JsonOutput;
import ipcsh.batch.BatchOutput;
import ipcsh.command.Context;
import ipcsh.command.ExitRequest;
import ipcsh.command.model.CommandModel;
import ipcsh.handle.Fd;
import ipcsh.handle.Pending;
import ipcsh.language.Completeness;
import ipcsh.language.Rendering;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.language.WarmUp;
import ipcsh.language.cprogram.Kind;
import ipcsh.scenario.SessionNotebook;
import ipcsh.sys.Kernel;
import ipcsh.view.ExplainedCall;
import ipcsh.view.Explanation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A program: runs the examples of all commands, each command's in a session of its own, and prints
 * for each example a line of JSON: command, code, what was expected, what came. Is started with low
 * descriptors held open, as the launcher does it, so that those of the examples count from 3. With
 * {@code explain} behind the numbers each example is explained, and what comes is the C of its
 * lines, and what its variables are. With {@code linked} each call is linked to its command at
 * once, as one that is made often is.
 */
public final class Examples {
  /** What may stand behind the numbers. */
  static final String EXPLAIN = "explain";

  static final String LINKED = "linked";

  private static final String EXPECTATION = "//=>";

  private final Kernel kernel;
  private final PrintStream results;
  private final boolean explains;

  private Examples(Kernel kernel, PrintStream results, boolean explains) {
    this.kernel = kernel;
    this.results = results;
    this.explains = explains;
  }

  /** Takes the numbers that are held, joined by commas. */
  public static void main(String[] arguments) {
    List<String> words = List.of(arguments).subList(1, arguments.length);
    if (words.contains(LINKED)) {
      System.setProperty("ipcsh.often", "0");
    }
    Kernel kernel = new Kernel();
    Examples examples = new Examples(kernel, System.out, words.contains(EXPLAIN));
    Context all = examples.context();
    new WarmUp().finish();
    // all that the Java machine loads when it is first used takes its numbers before they count
    examples.run(all.registry().find("fds"), false);
    for (String number : arguments[0].split(",")) {
      kernel.quiet().files().close(Integer.parseInt(number));
    }
    all.registry().all().forEach(command -> examples.run(command, true));
    System.exit(0);
  }

  private Context context() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Context context =
        new Context(kernel, new BatchOutput(nowhere, nowhere, Rendering::of, false, false));
    context.registry().load(Examples.class.getClassLoader());
    return context;
  }

  private void run(CommandModel command, boolean report) {
    Context context = context();
    Session session = new Session(context);
    context.keepIn(new SessionNotebook(session, () -> "example", List::of));
    String entry = "";
    for (String line : command.examples()) {
      entry = entry.isEmpty() ? line : entry + "\n" + line;
      if (Completeness.isComplete(entry)) {
        Map<String, Object> outcome =
            explains ? explained(session, entry) : outcome(session, entry);
        outcome.put("command", command.name());
        if (report) {
          results.println(JsonOutput.toJson(outcome));
        }
        entry = "";
      }
    }
    clear(context);
  }

  private static Map<String, Object> outcome(Session session, String entry) {
    Map<String, Object> outcome = new LinkedHashMap<>();
    outcome.put("code", entry);
    int expectation = entry.indexOf(EXPECTATION);
    if (expectation >= 0) {
      outcome.put("expected", entry.substring(expectation + EXPECTATION.length()).strip());
    }
    try {
      outcome.put("actual", Rendering.of(session.runEntry(Source.of("example", entry))));
    } catch (ExitRequest exit) {
      outcome.put("actual", "exit " + exit.status());
    } catch (Throwable e) {
      outcome.put("failure", e.toString());
    }
    return outcome;
  }

  /** The C of each line; a definition of a variable is for the examples behind it too. */
  private static Map<String, Object> explained(Session session, String entry) {
    List<Object> c = new ArrayList<>();
    Map<String, Object> kinds = new LinkedHashMap<>();
    boolean defines = entry.matches("(?s)\\s*(def|class|import|int|long) .*");
    String text = defines ? entry : "explained = explain {\n" + entry + "\n}";
    try {
      session.runEntry(Source.of("example", text));
    } catch (Throwable e) {
      // what its error shows is another test's business
    }
    if (!defines && session.names().isAssigned("explained")) {
      ((Explanation) session.names().getVariable("explained"))
          .stream().map(ExplainedCall::getC).filter(Objects::nonNull).distinct().forEach(c::add);
    }
    for (String name : session.names().assigned()) {
      Kind kind = Kind.of(session.names().getVariable(name));
      if (kind != null) {
        kinds.put(name, kind.name());
      }
    }
    Map<String, Object> outcome = new LinkedHashMap<>();
    outcome.put("code", entry);
    outcome.put("c", c);
    outcome.put("kinds", kinds);
    return outcome;
  }

  private void clear(Context context) {
    kernel.undecorate();
    for (Pending job : new ArrayList<>(context.jobs().all())) {
      job.cancel();
    }
    context.close();
    for (Fd fd : context.descriptors().all()) {
      kernel.quiet().files().close(fd.getNumber());
      context.descriptors().closed(fd.getNumber());
    }
  }
}

package ipcsh.kit;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.json.JsonOutput;
import groovy.json.JsonSlurper;
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
import ipcsh.scenario.SessionNotebook;
import ipcsh.sys.Kernel;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs the examples of commands in a separate program with low descriptors held open, as the
 * launcher does, so that those of the examples are numbered from 3: each command's in a session of
 * its own, with one line of JSON per example. What that program does with an example is up to it.
 */
public final class ExampleRun {
  /**
   * Commands whose examples need the plugin cexport, which is built later: its module runs them.
   */
  public static final Set<String> IN_C = Set.of("explain", "export");

  /** Names outside the process, which another run on this machine would use at the same time. */
  private static final Pattern OWN_NAME = Pattern.compile("ipcsh-(example|left|fifo)\\b");

  private static final String EXPECTATION = "//=>";

  private static final String HOLD =
      """
      held=
      for ((n = 3; n < 100; n++)); do
        [ -e /proc/self/fd/$n ] || { eval "exec $n</dev/null"; held=$held,$n; }
      done
      exec "$1" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UseContainerSupport -XX:-UseDynamicNumberOfCompilerThreads "-Dipcsh.scripts=$3" -cp "$2" "$4" "${held#,}" "${@:5}"
      """;

  private final Kernel kernel = new Kernel();
  private final PrintStream results = System.out;
  private final Consumer<Context> prepared;
  private final BiFunction<Session, String, Map<String, Object>> trying;

  private ExampleRun(
      Consumer<Context> prepared, BiFunction<Session, String, Map<String, Object>> trying) {
    this.prepared = prepared;
    this.trying = trying;
  }

  /** The outcomes of the examples in a program; {@code words} follow the numbers. */
  public static Stream<Map<?, ?>> outcomes(Class<?> program, String... words) {
    String java = ProcessHandle.current().info().command().orElse("java");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String scripts = Checkout.file("scripts").toString();
    List<String> command =
        new ArrayList<>(List.of("bash", "--norc", "-c", HOLD, "examples", java, classPath));
    command.addAll(List.of(scripts, program.getName()));
    command.addAll(List.of(words));
    Outcome outcome =
        Running.start(command, Path.of("/tmp"), Map.of()).outcome(Duration.ofSeconds(300));
    assertThat(outcome.status()).as(outcome.err()).isZero();
    return outcome.lines().stream().map(line -> (Map<?, ?>) new JsonSlurper().parseText(line));
  }

  /** Checks that an example printed what it promises. */
  public static void verify(Map<?, ?> outcome) {
    assertThat(outcome.get("failure")).as(String.valueOf(outcome.get("code"))).isNull();
    String expected = (String) outcome.get("expected");
    if (expected != null) {
      String[] parts = expected.split(Pattern.quote("..."), -1);
      String pattern = String.join(".*", Stream.of(parts).map(Pattern::quote).toList());
      assertThat(String.valueOf(outcome.get("actual")))
          .as(String.valueOf(outcome.get("code")))
          .matches(Pattern.compile(pattern, Pattern.DOTALL));
    }
  }

  /**
   * The program: tries the examples of all commands and ends.
   *
   * @param held the held descriptor numbers, separated by commas
   * @param prepared prepares the context of each command
   * @param trying runs one example
   */
  public static void main(
      String held,
      Consumer<Context> prepared,
      BiFunction<Session, String, Map<String, Object>> trying) {
    ExampleRun run = new ExampleRun(prepared, trying);
    // what an example prints, a block of a signal at any time, is no outcome
    System.setOut(new PrintStream(OutputStream.nullOutputStream()));
    Context all = run.context();
    new WarmUp().finish();
    // what the Java virtual machine loads on first use gets its numbers before they count
    run.run(all.registry().find("fds"), false);
    for (String number : held.split(",")) {
      run.kernel.quiet().files().close(Integer.parseInt(number));
    }
    all.registry().all().forEach(command -> run.run(command, true));
    System.exit(0);
  }

  private Context context() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Context context =
        new Context(kernel, new BatchOutput(nowhere, nowhere, Rendering::of, false, false));
    context.registry().load(ExampleRun.class.getClassLoader());
    prepared.accept(context);
    return context;
  }

  private void run(CommandModel command, boolean report) {
    Context context = context();
    Session session =
        new Session(context, its -> new SessionNotebook(its, () -> "example", List::of));
    String entry = "";
    for (String line : command.examples()) {
      String own = OWN_NAME.matcher(line).replaceAll("$0-" + kernel.shell().pid());
      entry = entry.isEmpty() ? own : entry + "\n" + own;
      if (Completeness.isComplete(entry)) {
        Map<String, Object> outcome = trying.apply(session, entry);
        outcome.put("command", command.name());
        if (report) {
          results.println(JsonOutput.toJson(outcome));
        }
        entry = "";
      }
    }
    clear(context);
  }

  /** Runs an example; returns what was expected and what was printed. */
  public static Map<String, Object> outcome(Session session, String entry) {
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

package ipcsh.app;

import static ipcsh.sys.abi.FileConstants.O_RDWR;

import groovy.json.JsonOutput;
import ipcsh.batch.BatchOutput;
import ipcsh.command.Context;
import ipcsh.command.ExitRequest;
import ipcsh.command.Leftovers;
import ipcsh.command.WaitQuery;
import ipcsh.command.course.CheckResult;
import ipcsh.command.course.CheckedPoint;
import ipcsh.command.model.CommandModel;
import ipcsh.handle.Leftover;
import ipcsh.handle.TextFile;
import ipcsh.handle.UsageException;
import ipcsh.language.Entries;
import ipcsh.language.Interrupter;
import ipcsh.language.Problems;
import ipcsh.language.Rendering;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.language.WarmUp;
import ipcsh.sys.Kernel;
import ipcsh.sys.Sys;
import ipcsh.sys.abi.SysException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The other side of {@link GradedProcess}: makes the starting state, runs the script line by line,
 * checks, removes what is left, and reports each of that as a line of JSON on what was its standard
 * output. The script's own output goes nowhere.
 */
final class GradeWorker {
  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final long AGAIN = 200;

  private final Options options;
  private final String mark;
  private final int seconds;
  private final PrintStream report;

  /** Whether the time for the script is over; guarded by this. */
  private boolean late;

  private boolean running;

  private GradeWorker(Options options, String[] variable) throws IOException {
    this.options = options;
    this.mark = variable[0];
    this.seconds = Integer.parseInt(variable[1]);
    // opened while the low descriptors are held, so that it has no low number
    this.report =
        new PrintStream(new FileOutputStream("/proc/self/fd/1"), true, StandardCharsets.UTF_8);
  }

  /** Whether this process is one that is graded. */
  static boolean isWanted() {
    return System.getenv().getOrDefault(GradedProcess.VARIABLE, "").matches("[\\w-]+ \\d{1,4}");
  }

  /** Runs the script of the command line. */
  static int run(Options options) throws IOException {
    return new GradeWorker(options, System.getenv(GradedProcess.VARIABLE).split(" ")).run();
  }

  private int run() throws IOException {
    WarmUp warmUp = new WarmUp();
    Kernel kernel = SessionFactory.kernel();
    Sys sys = kernel.quiet();
    // a signal to its process group must not reach the process that grades
    sys.processGroups().setsid();
    int nowhere = sys.files().open("/dev/null", O_RDWR, 0);
    sys.files().dup2(nowhere, 1);
    sys.files().close(nowhere);
    PrintStream none = new PrintStream(OutputStream.nullOutputStream());
    System.setOut(none);
    System.setErr(none);
    BatchOutput output = new BatchOutput(none, none, Rendering::of, false, false);
    Session session = SessionFactory.script(options, output, kernel);
    Context context = session.context();
    context.createdNames().setListener(this::made);
    Interrupter interrupter = new Interrupter(kernel, Thread.currentThread());
    warmUp.finish();
    ReservedDescriptors.release(kernel, context.descriptors(), List.of());
    CommandModel exercise = context.registry().find("exercise");
    Integer number = Integer.valueOf(options.arguments.get(1));
    try {
      exercise.call(number);
    } catch (Throwable e) {
      problem("the exercise cannot be begun here: " + new Problems(session).explain(e).inScript());
      return FAILED;
    }
    boolean checkable = script(session, interrupter);
    if (checkable) {
      check(context, number);
    }
    clear(context);
    return DONE;
  }

  private void made(Leftover leftover) {
    line("made", Map.of("kind", leftover.getKind().name(), "name", leftover.getName()));
  }

  private void problem(String text) {
    line("problem", Map.of("text", text));
  }

  private synchronized void line(String is, Map<String, ?> more) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("is", is);
    all.putAll(more);
    report.println(mark + JsonOutput.toJson(all));
  }

  /** Runs the script; whether there is something to check afterwards. */
  private boolean script(Session session, Interrupter interrupter) throws IOException {
    Path file = Path.of(options.arguments.get(0));
    String name = file.getFileName().toString();
    Entries entries = new Entries(name, TextFile.read(file));
    begins(session.context(), interrupter);
    try {
      for (Source entry = entries.next(); entry != null; entry = entries.next()) {
        session.runEntry(entry);
        if (isLate()) {
          break;
        }
      }
    } catch (ExitRequest exit) {
      problem(name + " ends its shell: exit status " + exit.status());
      return false;
    } catch (Throwable e) {
      if (!isLate()) {
        problem(new Problems(session).explain(e).inScript());
      }
    } finally {
      ends();
      interrupter.reset();
    }
    return !isLate();
  }

  private synchronized boolean isLate() {
    return late;
  }

  private synchronized void ends() {
    running = false;
    notifyAll();
  }

  private void begins(Context context, Interrupter interrupter) {
    running = true;
    Thread clock = new Thread(() -> watch(context, interrupter), "clock");
    clock.setDaemon(true);
    clock.start();
  }

  /** Interrupts the script when its time is over, until it ends. */
  private void watch(Context context, Interrupter interrupter) {
    try {
      if (hasEnded(seconds * 1000L)) {
        return;
      }
      StringBuilder text = new StringBuilder("it has not ended within " + seconds + " s");
      synchronized (this) {
        late = true;
      }
      try {
        List<String> waits = new WaitQuery(context).of(List.of()).getSentences();
        waits.forEach(line -> text.append("\n  ").append(line));
      } catch (SysException | UsageException running) {
        // it does not wait
      }
      problem(text.toString());
      while (!hasEnded(AGAIN)) {
        interrupter.interrupt();
      }
    } catch (InterruptedException e) {
      // nobody does that
    }
  }

  private synchronized boolean hasEnded(long milliseconds) throws InterruptedException {
    long end = System.nanoTime() + milliseconds * 1_000_000;
    for (long left = milliseconds; running && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
    return !running;
  }

  private void check(Context context, Integer number) {
    CheckResult result;
    try {
      result = (CheckResult) context.registry().find("check").call();
    } catch (ExitRequest exit) {
      problem("the check called what ends the shell: exit status " + exit.status());
      return;
    }
    if (result.getExercise().number() != number) {
      problem("the script has begun another exercise, " + result.getExercise().number());
      return;
    }
    for (CheckedPoint point : result.getPoints()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("requires", point.requires());
      line.put("passed", point.passed());
      line.put("reason", point.reason());
      line("point", line);
    }
    line("complete", Map.of());
  }

  private static void clear(Context context) {
    context.jobs().cancelAll();
    Leftovers leftovers = new Leftovers(context);
    for (Leftover each : Leftovers.inOrderOfRemoval(leftovers.all())) {
      try {
        leftovers.remove(each);
      } catch (SysException notAllowed) {
        // the process that grades tries as well
      }
    }
  }
}

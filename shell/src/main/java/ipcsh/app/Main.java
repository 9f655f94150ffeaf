package ipcsh.app;

import ipcsh.batch.Batch;
import ipcsh.batch.BatchOutput;
import ipcsh.batch.ScriptShell;
import ipcsh.command.Context;
import ipcsh.command.ExitRequest;
import ipcsh.command.SpellingSuggestion;
import ipcsh.command.model.CommandModel;
import ipcsh.command.model.Registry;
import ipcsh.handle.Pending;
import ipcsh.handle.TextFile;
import ipcsh.handle.UsageException;
import ipcsh.language.CompiledTexts;
import ipcsh.language.Evaluator;
import ipcsh.language.Interrupter;
import ipcsh.language.Problems;
import ipcsh.language.RepeatedInterrupt;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.language.WarmUp;
import ipcsh.peer.ShellDirectory;
import ipcsh.repl.ControlC;
import ipcsh.scenario.HangWatch;
import ipcsh.scenario.RoleCompletion;
import ipcsh.sys.Kernel;
import ipcsh.sys.abi.SysException;
import ipcsh.sys.text.EscapedText;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Selects the mode and wires its parts. */
public final class Main {
  private static final int WRONG_USAGE = 2;

  private Main() {}

  /** The entry point; for the command line see {@link Usage#ofProgram}. */
  public static void main(String[] words) {
    StandardOutput output = StandardOutput.install();
    UncaughtExceptions.install();
    Shutdown.bound();
    int status;
    try {
      status = run(words);
    } catch (ExitRequest exit) {
      status = exit.status();
    } catch (IOException | UncheckedIOException e) {
      status = failed(e.getMessage());
    } catch (SysException | UsageException e) {
      status = failed(e.getMessage());
    }
    System.out.flush();
    Shutdown.with(output.status(status));
  }

  private static int failed(String message) {
    Diagnostics.say(message);
    return Batch.FAILED;
  }

  private static int run(String[] words) throws IOException {
    Options options;
    try {
      options = Options.parse(words);
    } catch (Options.Wrong e) {
      return wrong(e.getMessage() + "; ipcsh --help lists them");
    }
    if (options.usage != null) {
      System.out.println(
          OutputFormat.wrapped(options.usage.stripTrailing(), OutputFormat.STANDARD_OUTPUT));
      return Batch.DONE;
    }
    if (options.has(ProgramOption.VERSION)) {
      System.out.println("ipcsh " + Version.NUMBER + " (Java " + Runtime.version() + ")");
      return Batch.DONE;
    }
    if (options.has(ProgramOption.ROLE)) {
      return RoleMode.run(options);
    }
    if (ExportMode.WORD.equals(options.file)) {
      return export(options);
    }
    if (options.list) {
      return RemoteShellCli.list(options);
    }
    if (options.attach != null && !InteractiveMode.isWanted(options)) {
      return RemoteShellCli.attach(options);
    }
    if (options.replay) {
      return ReplayMode.run(options);
    }
    if (InteractiveMode.isWanted(options)) {
      return InteractiveMode.run(options);
    }
    try {
      return batch(options, ShellRegistration.script(options));
    } catch (ShellDirectory.Taken e) {
      return wrong(e.getMessage());
    }
  }

  private static int export(Options options) {
    try {
      return ExportMode.run(options);
    } catch (Options.Wrong e) {
      return wrong(e.getMessage());
    }
  }

  private static int batch(Options options, ShellRegistration known) throws IOException {
    CompiledTexts compiled = ScriptCache.of(options);
    WarmUp warmUp = new WarmUp(!ScriptCache.hasScript(compiled, options));
    Kernel kernel = SessionFactory.kernel();
    BatchOutput output =
        new BatchOutput(
            System.out,
            System.err,
            OutputFormat.of(kernel, options),
            options.has(ProgramOption.JSON),
            !options.has(ProgramOption.PRINT));
    output.columns(
        () -> OutputFormat.columns(kernel, OutputFormat.STANDARD_OUTPUT),
        () -> OutputFormat.columns(kernel, OutputFormat.STANDARD_ERROR));
    if (OutputFormat.isTerminal()) {
      output.onTerminal();
    }
    if (InteractiveMode.isOnTerminal()) {
      output.watchedOn(watching -> WatchMode.show(options, watching));
    }
    Session session = SessionFactory.script(options, output, kernel);
    session.compiledTexts(compiled);
    Context context = session.context();
    Interrupter interrupter = new Interrupter(kernel, Thread.currentThread());
    interrupter.whenOutlived(said -> output.report("ipcsh: " + said));
    Thread evaluator = Thread.currentThread();
    RepeatedInterrupt insistence =
        new RepeatedInterrupt(
            interrupter::interrupt,
            interrupter::evaluation,
            () -> RepeatedInterrupt.warning(Evaluator.doing(kernel, evaluator)),
            said -> output.report("ipcsh: " + said),
            Shutdown::insisted);
    Batch batch = new Batch(session, output, interrupter);
    ControlC.run(() -> interrupt(batch, insistence));
    boolean fromInput = !options.has(ProgramOption.CODE) && options.file == null;
    warmUp.finish();
    known.prepare(context, new ScriptShell(known.name(), context, evaluator));
    StaleShellSweep.soon(kernel);
    ReservedDescriptors.release(kernel, context.descriptors(), fromInput ? List.of(0) : List.of());
    if (fromInput) {
      context.descriptors().keep(0, "the script is read from it");
      context.descriptors().keep(1, "its standard output");
      context.descriptors().keep(2, "its standard error");
    }
    if (!options.has(ProgramOption.TRAIN)) {
      known.openSoon();
    }
    sayWhyItHangs(context, evaluator, output);
    int status = run(options, batch, context);
    session.keepRoleTexts();
    if (status == Batch.DONE) {
      new RoleCompletion(context).await();
      status = interrupter.wasUsed() ? Batch.INTERRUPTED : status;
    }
    System.out.flush();
    List<Pending> failures = context.jobs().failures();
    Problems problems = new Problems(session);
    failures.forEach(job -> output.problem(problems.explain(job.getFailure())));
    if (InteractiveMode.isTerminal(OutputFormat.STANDARD_ERROR)
        && !options.has(ProgramOption.TRAIN)) {
      String left = context.finish();
      if (left != null) {
        // unwrapped: it contains a command to be copied
        System.err.println(EscapedText.lines("ipcsh: " + left));
      }
    }
    return status == Batch.DONE && !failures.isEmpty() ? Batch.FAILED : status;
  }

  /** Says in the background, on standard error, why a scenario hangs. */
  private static void sayWhyItHangs(Context context, Thread evaluator, BatchOutput output) {
    HangWatch watch =
        new HangWatch(
            context,
            evaluator,
            lines -> {
              output.report("ipcsh: nothing has moved for 2 s:");
              lines.forEach(output::report);
            });
    Thread watching = new Thread(watch::run, "hang watch");
    watching.setDaemon(true);
    watching.start();
  }

  private static void interrupt(Batch batch, RepeatedInterrupt insistence) {
    if (batch.isReading()) {
      // the read may be on a FIFO without a writer, which cannot be interrupted
      Shutdown.with(Batch.INTERRUPTED);
    }
    insistence.press();
  }

  private static int run(Options options, Batch batch, Context context) throws IOException {
    if (options.has(ProgramOption.TRAIN)) {
      CacheTraining.run(batch);
      RoleMode.train(context);
      InteractiveMode.train(options);
      return Batch.DONE;
    }
    if (options.has(ProgramOption.CODE)) {
      Source code = Source.of("-e", options.value(ProgramOption.CODE));
      return options.has(ProgramOption.KEEP_GOING)
          ? batch.entries(code, true, true)
          : batch.whole(code, true);
    }
    if (options.file == null) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      try {
        return batch.entries(
            "standard input",
            in,
            options.has(ProgramOption.KEEP_GOING),
            options.has(ProgramOption.PRINT) || options.has(ProgramOption.JSON));
      } catch (UncheckedIOException e) {
        return failed("standard input: cannot be read (" + e.getCause().getMessage() + ")");
      }
    }
    File file = new File(options.file);
    if (!file.exists() || file.isDirectory()) {
      return options.file.equals(ObserveMode.WORD)
          ? ObserveMode.run(options.arguments, batch, context)
          : command(options, batch, context.registry());
    }
    String text;
    try {
      text = TextFile.read(file.toPath());
    } catch (IOException e) {
      return wrong(e.getMessage());
    }
    Source script = Source.of(options.file, text);
    return options.has(ProgramOption.KEEP_GOING) || options.has(ProgramOption.PRINT)
        ? batch.entries(
            script, options.has(ProgramOption.KEEP_GOING), options.has(ProgramOption.PRINT))
        : batch.whole(script, false);
  }

  /** A word that is not the name of a file is a command: {@code ipcsh errno 11}. */
  private static int command(Options options, Batch batch, Registry registry) {
    String name = options.file;
    CommandModel command = registry.find(name);
    if (command != null && options.arguments.stream().anyMatch(ProgramOption.HELP::isSpelled)) {
      return batch.command(registry.find("help"), List.of(name));
    }
    if (command != null) {
      return batch.command(command, options.arguments);
    }
    if (new File(name).exists()) {
      return wrong(name + ": is a directory");
    }
    return wrong(
        name + ": no such file, and no command" + SpellingSuggestion.say(name, registry.names()));
  }

  private static int wrong(String message) {
    Diagnostics.say(message);
    return WRONG_USAGE;
  }
}

package ipcsh;

import ipcsh.batch.Batch;
import ipcsh.batch.Output;
import ipcsh.command.Context;
import ipcsh.language.Interrupter;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.language.WarmUp;
import ipcsh.plugin.Plugins;
import ipcsh.repl.ControlC;
import ipcsh.sys.Kernel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Modes and wiring, nothing else. */
public final class Main {
  private static final int WRONG_USAGE = 2;

  private Main() {}

  /** The program: see {@link Options#HELP}. */
  public static void main(String[] words) throws Exception {
    Options options;
    try {
      options = Options.parse(words);
    } catch (Options.Wrong e) {
      System.err.println("ipcsh: " + e.getMessage() + "; ipcsh --help lists them");
      System.exit(WRONG_USAGE);
      return;
    }
    if (options.help) {
      System.out.print(Options.HELP);
      return;
    }
    if (options.version) {
      System.out.println("ipcsh " + Version.NUMBER + " (Java " + Runtime.version() + ")");
      return;
    }
    if (Interactive.isWanted(options)) {
      System.exit(Interactive.run(options));
    }
    System.exit(batch(options));
  }

  private static int batch(Options options) throws IOException {
    WarmUp warmUp = new WarmUp();
    Output output = new Output(System.out, System.err, options.json, options.arguments);
    Kernel kernel = kernel();
    Context context = new Context(kernel, output);
    context.registry().load(Main.class.getClassLoader());
    Plugins.load(context, options.plugins);
    Session session = new Session(context);
    session.names().setVariable("args", options.arguments);
    Interrupter interrupter = new Interrupter(kernel, Thread.currentThread());
    ControlC.run(interrupter::interrupt);
    boolean fromInput = options.code == null && options.file == null;
    warmUp.finish();
    Placeholders.release(kernel, context.descriptors(), fromInput ? List.of(0) : List.of());
    if (fromInput) {
      context.descriptors().keep(0, "the script is read from it");
      context.descriptors().keep(1, "its standard output");
      context.descriptors().keep(2, "its standard error");
    }
    if (options.trace) {
      session.context().registry().find("trace").call(true);
    }
    Batch batch = new Batch(session, output, interrupter);
    int status = run(options, batch);
    System.out.flush();
    context
        .jobs()
        .failures()
        .forEach(job -> System.err.println("ipcsh: " + job.getName() + " " + job));
    return status;
  }

  static Kernel kernel() {
    try {
      return new Kernel();
    } catch (UnsupportedOperationException e) {
      System.err.println("ipcsh: " + e.getMessage());
      System.exit(1);
      throw e;
    }
  }

  private static int run(Options options, Batch batch) throws IOException {
    if (options.train) {
      Training.run(batch);
      Interactive.train(options);
      return Batch.DONE;
    }
    if (options.code != null) {
      Source code = Source.of("-e", options.code);
      return options.keepGoing ? batch.entries(code, true, true) : batch.whole(code, true);
    }
    if (options.file == null) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      return batch.entries("standard input", in, options.keepGoing, options.print || options.json);
    }
    String text;
    try {
      text = new String(Files.readAllBytes(Path.of(options.file)), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      System.err.println("ipcsh: " + options.file + ": no such file");
      return WRONG_USAGE;
    } catch (IOException | InvalidPathException e) {
      System.err.println("ipcsh: " + options.file + ": cannot be read (" + e.getMessage() + ")");
      return WRONG_USAGE;
    }
    Source script = Source.of(options.file, text);
    return options.keepGoing || options.print
        ? batch.entries(script, options.keepGoing, options.print)
        : batch.whole(script, false);
  }
}

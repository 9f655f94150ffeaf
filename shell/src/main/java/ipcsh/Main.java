package ipcsh;

import ipcsh.batch.Batch;
import ipcsh.batch.Output;
import ipcsh.command.Context;
import ipcsh.language.Interrupter;
import ipcsh.language.Session;
import ipcsh.language.Source;
import ipcsh.sys.Kernel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

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
    if (Interactive.isWanted(options)) {
      System.exit(Interactive.run(options, () -> {}));
    }
    System.exit(batch(options));
  }

  private static int batch(Options options) throws IOException {
    Output output = new Output(System.out, System.err, options.json, options.arguments);
    Kernel kernel = new Kernel();
    Context context = new Context(kernel, output);
    context.registry().load(Main.class.getClassLoader());
    Session session = new Session(context);
    session.names().setVariable("args", options.arguments);
    Interrupter interrupter = new Interrupter(kernel, Thread.currentThread());
    Batch batch = new Batch(session, output, interrupter);
    if (options.code != null) {
      return batch.whole(Source.of("-e", options.code), true);
    }
    if (options.file != null) {
      return batch.whole(Source.of(options.file, Files.readString(Path.of(options.file))), false);
    }
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return batch.entries("standard input", in, options.keepGoing, false);
  }
}

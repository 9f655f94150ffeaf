package ipcsh.batch;

import ipcsh.command.Context;
import ipcsh.command.Host;
import ipcsh.language.Apart;
import ipcsh.language.JsonRendering;
import ipcsh.language.Rendering;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Where a text that nobody watches leaves its results and its errors. */
public final class Output implements Host {
  private final PrintStream out;
  private final PrintStream err;
  private final boolean json;
  private volatile Throwable lastError;

  /** Results go to {@code out}, as JSON if wanted; errors and traces to {@code err}. */
  public Output(PrintStream out, PrintStream err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  /** Prints a result unless it is null. */
  public void result(Object value) {
    if (value != null) {
      out.println(json ? JsonRendering.of(value) : Rendering.of(value));
    }
  }

  /** Prints an error. */
  public void error(Throwable error, String text) {
    lastError = error;
    out.flush();
    err.println(text);
  }

  @Override
  public void narrate(String line) {
    out.println(line);
  }

  @Override
  public void report(String line) {
    out.flush();
    err.println(line);
  }

  @Override
  public List<String> history() {
    return List.of();
  }

  @Override
  public Throwable lastError() {
    return lastError;
  }

  @Override
  public void play(Path script, Context context) {
    Apart.run(script, context);
  }
}

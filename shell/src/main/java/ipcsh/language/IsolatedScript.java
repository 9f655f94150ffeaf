package ipcsh.language;

import ipcsh.command.Context;
import ipcsh.command.ExitRequest;
import ipcsh.handle.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/**
 * Runs a script besides a session: with the same commands and descriptors, but its own variables.
 */
public final class IsolatedScript {
  private IsolatedScript() {}

  /**
   * Runs it as a whole.
   *
   * @throws IllegalStateException if it fails, with the report that running the script directly
   *     would print
   */
  public static void run(Path script, Context context) {
    Session session = Session.beside(context);
    try {
      session.run(source(script, context));
    } catch (ExitRequest exit) {
      throw exit;
    } catch (Throwable e) {
      throw new IllegalStateException(new Problems(session).explain(e).inScript(), e);
    }
  }

  /** The text of a script; readable even if the session's descriptor table is full. */
  public static Source source(Path script, Context context) {
    String text = context.withOwnTable(() -> read(script));
    return Source.of(script.toString(), text);
  }

  private static String read(Path script) {
    try {
      return TextFile.read(script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

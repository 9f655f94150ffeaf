package ipcsh.language;

import ipcsh.command.Context;
import ipcsh.command.ExitRequest;
import ipcsh.handle.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** A script that is run beside a session: the same commands and descriptors, other variables. */
public final class IsolatedScript {
  private IsolatedScript() {}

  /**
   * Runs it as a whole.
   *
   * @throws IllegalStateException where it fails, with the report that the script's own run prints
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

  /** The text of a script, which can be read when the session's table of descriptors is full. */
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

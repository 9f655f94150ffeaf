package ipcsh.language;

import ipcsh.command.Context;
import ipcsh.command.ExitRequest;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A script that is run beside a session: the same commands and descriptors, other variables. */
public final class Apart {
  private Apart() {}

  /**
   * Runs it as a whole.
   *
   * @throws IllegalStateException where it fails, with the report that the script's own run prints
   */
  public static void run(Path script, Context context) {
    Session session = Session.beside(context);
    try {
      session.run(source(script));
    } catch (ExitRequest exit) {
      throw exit;
    } catch (Throwable e) {
      throw new IllegalStateException(new Problems(session).explain(e).inScript(), e);
    }
  }

  /** The text of a script. */
  public static Source source(Path script) {
    try (InputStream in = new FileInputStream(script.toFile())) {
      return Source.of(script.toString(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

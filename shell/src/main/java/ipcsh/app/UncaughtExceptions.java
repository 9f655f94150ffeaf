package ipcsh.app;

import ipcsh.command.Host;
import ipcsh.language.Problems;
import ipcsh.language.Session;

/**
 * Uncaught exceptions on a thread, of the shell or of a script: one line reports them. The stack is
 * what {@code exception} shows.
 */
final class UncaughtExceptions {
  private UncaughtExceptions() {}

  /** Before there is a session: the line goes to standard error. */
  static void tell() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) -> Diagnostics.line(line(thread, Problems.plainly(error))));
  }

  /** The line goes where the session's reports go. */
  static void tell(Session session) {
    Host host = session.context().host();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) -> {
          host.failed(error);
          host.report(line(thread, new Problems(session).explain(error).inScript()));
        });
  }

  private static String line(Thread thread, String words) {
    return "in thread " + thread.getName() + ": " + words;
  }
}

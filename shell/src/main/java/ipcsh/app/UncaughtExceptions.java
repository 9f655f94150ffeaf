package ipcsh.app;

import ipcsh.command.Host;
import ipcsh.language.Problems;
import ipcsh.language.Session;

/**
 * Handles exceptions that a thread of the shell or of a script does not catch: one line reports
 * them. {@code exception} shows the stack trace.
 */
final class UncaughtExceptions {
  private UncaughtExceptions() {}

  /** Before there is a session: reports to standard error. */
  static void install() {
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) -> Diagnostics.line(line(thread, Problems.plainly(error))));
  }

  /** Reports to the session's host. */
  static void install(Session session) {
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

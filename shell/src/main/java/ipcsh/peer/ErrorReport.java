package ipcsh.peer;

import ipcsh.handle.RoleFailure;
import ipcsh.handle.UsageException;
import ipcsh.inspect.UntrustedValues;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.List;

/**
 * An error in transfer from one shell to another: its type, its message, its position.
 *
 * @param message the message of the shell in which it was thrown
 * @param hints its hints
 * @param line its line in the file that contains the entry; 0 if unknown
 * @param failed the call that failed, or null
 * @param usage the usage error of a command, or null
 * @param isAssertion whether it is a failed assertion
 */
public record ErrorReport(
    String message, List<String> hints, int line, Failed failed, Usage usage, boolean isAssertion) {
  /**
   * The class name in stack frames for errors of another shell; the method name is the shell's
   * name.
   */
  public static final String FRAME = "role";

  /** A failed call as text, and a hint or null. */
  record Failed(Errno errno, String call, String hint) {}

  /** A usage error, and an example or null. */
  record Usage(String message, String example) {}

  /**
   * An error to be sent.
   *
   * @param error what was thrown
   * @param words the message of this shell
   * @param hints its hints
   * @param line its line, 0 if unknown
   */
  public static ErrorReport of(Throwable error, String words, List<String> hints, int line) {
    Failed failed = null;
    Usage usage = null;
    if (error instanceof SysException call) {
      // the cause could be determined only where it happened
      String hint = hints.isEmpty() ? call.getHint() : hints.get(0);
      failed = new Failed(call.getErrno(), call.getCall(), hint);
    } else if (error instanceof UsageException wrong) {
      usage = new Usage(wrong.getMessage(), wrong.getExample());
    }
    return new ErrorReport(words, hints, line, failed, usage, error instanceof AssertionError);
  }

  /** The same as the result of a line of another shell. */
  public LineEvent asEvent() {
    return new LineEvent.Failed(message, hints, failed == null ? null : failed.errno.name());
  }

  /**
   * The same error in this shell, thrown from that line of {@code file}, which may be null.
   *
   * @throws UntrustedValues.Wrong if it is not valid
   */
  Throwable thrown(String file, String role) {
    Throwable error = error();
    if (file != null && line > 0) {
      error.setStackTrace(new StackTraceElement[] {new StackTraceElement(FRAME, role, file, line)});
    }
    return error;
  }

  private Throwable error() {
    if (failed != null) {
      return new SysException(failed.errno, failed.call, failed.hint);
    }
    if (usage != null) {
      return new UsageException(usage.message, usage.example);
    }
    if (message == null) {
      throw new UntrustedValues.Wrong("an error without a message");
    }
    return isAssertion ? new AssertionError(message) : new RoleFailure(message, hints);
  }
}

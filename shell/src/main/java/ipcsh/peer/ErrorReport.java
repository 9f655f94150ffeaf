package ipcsh.peer;

import ipcsh.handle.RoleFailure;
import ipcsh.handle.UsageException;
import ipcsh.inspect.UntrustedValues;
import ipcsh.sys.abi.Errno;
import ipcsh.sys.abi.SysException;
import java.util.List;

/**
 * An error on its way from one shell to another: what it is, its words, where it was.
 *
 * @param message how the shell says it, in which it was thrown
 * @param hints its lines of advice
 * @param line where it was, in the text that the entry stands in; 0 where nobody knows
 * @param failed the call that failed, or null
 * @param usage what was wrong in the use of a command, or null
 * @param isAssertion whether an assertion did not hold
 */
public record ErrorReport(
    String message, List<String> hints, int line, Failed failed, Usage usage, boolean isAssertion) {
  /**
   * The class that stack frames name for what happened in another shell; the method is its name.
   */
  public static final String FRAME = "role";

  /** A call that failed, in words, and advice or null. */
  record Failed(Errno errno, String call, String hint) {}

  /** A wrong use of a command, and an example or null. */
  record Usage(String message, String example) {}

  /**
   * An error as it travels.
   *
   * @param error what was thrown
   * @param words how this shell says it
   * @param hints its lines of advice
   * @param line where it was, 0 where nobody knows
   */
  public static ErrorReport of(Throwable error, String words, List<String> hints, int line) {
    Failed failed = null;
    Usage usage = null;
    if (error instanceof SysException call) {
      // where it happened it could be seen why
      String hint = hints.isEmpty() ? call.getHint() : hints.get(0);
      failed = new Failed(call.getErrno(), call.getCall(), hint);
    } else if (error instanceof UsageException wrong) {
      usage = new Usage(wrong.getMessage(), wrong.getExample());
    }
    return new ErrorReport(words, hints, line, failed, usage, error instanceof AssertionError);
  }

  /** The same as what a line of another shell came to. */
  public LineEvent asEvent() {
    return new LineEvent.Failed(message, hints, failed == null ? null : failed.errno.name());
  }

  /**
   * The same error here, thrown from that line of {@code file}, which may be null.
   *
   * @throws UntrustedValues.Wrong where it is none
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

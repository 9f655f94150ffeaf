package ipcsh.peer;

import ipcsh.handle.RoleFailure;
import ipcsh.handle.UsageException;
import ipcsh.inspect.UntrustedValues;
import ipcsh.sys.Errno;
import ipcsh.sys.SysException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Errors on their way from one shell to another: what they are, their words, where they were. */
public final class ErrorCodec {
  /**
   * The class that stack frames name for what happened in another shell; the method is its name.
   */
  public static final String FRAME = "role";

  private ErrorCodec() {}

  /**
   * An error as it travels.
   *
   * @param error what was thrown
   * @param words how the shell says it, in which it was thrown
   * @param hints its lines of advice
   * @param line where it was, in the text that the entry stands in; 0 if unknown
   */
  public static Map<String, Object> sent(
      Throwable error, String words, List<String> hints, int line) {
    Map<String, Object> map = new HashMap<>();
    map.put("message", words);
    map.put("hints", hints);
    map.put("line", line);
    if (error instanceof SysException failed) {
      map.put("errno", failed.getErrno());
      map.put("call", failed.getCall());
      // where it happened it could be seen why
      map.put("hint", hints.isEmpty() ? failed.getHint() : hints.get(0));
    } else if (error instanceof UsageException wrong) {
      map.put("usage", wrong.getMessage());
      map.put("example", wrong.getExample());
    } else if (error instanceof AssertionError) {
      map.put("assert", true);
    }
    return map;
  }

  /** The same as what a line of another shell came to. */
  public static Map<String, Object> event(Map<?, ?> sent) {
    String errno = sent.get("errno") instanceof Errno known ? known.name() : null;
    UntrustedValues told = UntrustedValues.of(sent);
    return Events.error(told.textOrNull("message"), told.texts("hints"), errno);
  }

  /**
   * The same error here, thrown from that line of {@code file}, which may be null.
   *
   * @throws UntrustedValues.Wrong where it is none
   */
  static Throwable received(Map<?, ?> sent, String file, String role) {
    UntrustedValues told = UntrustedValues.of(sent);
    Throwable error = made(told, sent.get("errno"));
    int line = (int) told.number("line", 0, Integer.MAX_VALUE);
    if (file != null && line > 0) {
      error.setStackTrace(new StackTraceElement[] {new StackTraceElement(FRAME, role, file, line)});
    }
    return error;
  }

  private static Throwable made(UntrustedValues told, Object failed) {
    if (failed instanceof Errno errno) {
      return new SysException(errno, told.text("call"), told.textOrNull("hint"));
    }
    if (told.has("usage")) {
      return new UsageException(told.text("usage"), told.textOrNull("example"));
    }
    if (told.has("assert")) {
      return new AssertionError(told.text("message"));
    }
    return new RoleFailure(told.text("message"), told.texts("hints"));
  }
}

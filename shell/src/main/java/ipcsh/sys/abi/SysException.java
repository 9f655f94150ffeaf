package ipcsh.sys.abi;

import java.util.function.Supplier;

/**
 * Thrown if a C function failed: the call and the error. Its message is the line printed at the
 * prompt: {@code bind(3, "/tmp/x") = -1 EADDRINUSE (Address already in use)}.
 */
public final class SysException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final Errno errno;
  private final transient Supplier<String> text;
  private final String hint;
  private final transient FailedCall failed;
  private String call;

  /** A failure whose call is formatted when it is read, with a line that explains it, or null. */
  public SysException(Errno errno, Supplier<String> call, String hint) {
    this(errno, call, hint, null);
  }

  /** The same for a call whose cause may be determined. */
  public SysException(FailedCall failed, Supplier<String> call, String hint) {
    this(failed.errno(), call, hint, failed);
  }

  private SysException(Errno errno, Supplier<String> call, String hint, FailedCall failed) {
    super(null, null, false, true);
    this.failed = failed;
    this.errno = errno;
    this.text = call;
    this.hint = hint;
  }

  /** A failure detected by the shell itself instead of the kernel. */
  public SysException(Errno errno, String call) {
    this(errno, () -> call, null);
  }

  /** The same, with a line that explains it. */
  public SysException(Errno errno, String call, String hint) {
    this(errno, () -> call, hint);
  }

  /** The error. */
  public Errno getErrno() {
    return errno;
  }

  /** The explanation of this particular failure, or null. */
  public String getHint() {
    return hint;
  }

  /** The call with all its arguments, or null if they were not recorded. */
  public FailedCall getFailedCall() {
    return failed;
  }

  /** The call with its arguments, {@code bind(3, "/tmp/x")}. */
  public String getCall() {
    if (call == null) {
      call = text.get();
    }
    return call;
  }

  /** The name of the function, {@code bind}. */
  public String getFunction() {
    String whole = getCall();
    int open = whole.indexOf('(');
    return open < 0 ? whole : whole.substring(0, open);
  }

  @Override
  public String getMessage() {
    return getCall() + " = -1 " + errno + " (" + errno.getMessage() + ")";
  }

  @Override
  public String toString() {
    return getMessage();
  }
}

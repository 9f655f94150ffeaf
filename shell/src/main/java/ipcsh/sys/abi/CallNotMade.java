package ipcsh.sys.abi;

/**
 * Thrown if a child did not make a call, or its answer was not waited for. Not a {@link
 * SysException}, so that code that interprets the failure of a call (a closed descriptor, a file
 * that does not exist) does not misinterpret it: the command ends, and fails with {@link #failure}.
 */
public final class CallNotMade extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final SysException failure;

  public CallNotMade(SysException failure) {
    super(null, failure, false, false);
    this.failure = failure;
  }

  /** EINTR or ETIMEDOUT if the wait was ended; ESRCH if the child has ended. */
  public SysException failure() {
    return failure;
  }

  @Override
  public String getMessage() {
    return failure.getMessage();
  }
}

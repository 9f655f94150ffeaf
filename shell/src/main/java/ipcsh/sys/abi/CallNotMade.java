package ipcsh.sys.abi;

/**
 * A call that a child did not make, or whose answer was not waited for. It is not a {@link
 * SysException}, so that code that takes the failure of a call for an answer (a closed descriptor,
 * a file that does not exist) does not mistake this for one: a command that meets it is over, and
 * fails with what {@link #failure} says.
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

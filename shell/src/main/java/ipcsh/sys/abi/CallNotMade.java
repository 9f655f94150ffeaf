package ipcsh.sys.abi;

/**
 * A call that a child did not make, or of which nobody waited for the answer. It is no {@link
 * SysException}, so that nobody on the way who takes the failure of a call for an answer (a
 * descriptor that is closed, a file that is not there) takes this for one: a command that meets it
 * is over, and fails with what {@link #failure} says.
 */
public final class CallNotMade extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final SysException failure;

  public CallNotMade(SysException failure) {
    super(null, failure, false, false);
    this.failure = failure;
  }

  /**
   * EINTR or ETIMEDOUT where somebody would not wait any longer; ESRCH where the child has ended.
   */
  public SysException failure() {
    return failure;
  }

  @Override
  public String getMessage() {
    return failure.getMessage();
  }
}

package ipcsh.command;

/**
 * Thrown by {@code exit}: ends the shell with a status. An Error, so that a script does not catch
 * it by accident.
 */
public final class ExitRequest extends Error {
  private static final long serialVersionUID = 1;

  private final int status;

  /** Ends it with this status. */
  public ExitRequest(int status) {
    super("exit " + status, null, false, false);
    this.status = status;
  }

  /** The exit status, 0 to 255. */
  public int status() {
    return status;
  }
}

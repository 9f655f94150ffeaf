package ipcsh.command;

/** The common state of every {@link Host}: its settings, and the last error. */
public abstract class AbstractHost implements Host {
  private volatile Throwable lastError;
  private Preferences preferences;

  @Override
  public synchronized Preferences preferences() {
    if (preferences == null) {
      preferences = new Preferences();
    }
    return preferences;
  }

  @Override
  public final Throwable lastError() {
    return lastError;
  }

  @Override
  public final void failed(Throwable error) {
    lastError = error;
  }
}

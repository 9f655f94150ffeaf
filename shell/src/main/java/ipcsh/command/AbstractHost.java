package ipcsh.command;

/** What every {@link Host} remembers: the last error, which {@code exception} shows. */
public abstract class AbstractHost implements Host {
  private volatile Throwable lastError;

  @Override
  public final Throwable lastError() {
    return lastError;
  }

  @Override
  public final void failed(Throwable error) {
    lastError = error;
  }
}

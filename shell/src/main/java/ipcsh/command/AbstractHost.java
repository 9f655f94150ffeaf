package ipcsh.command;

/** The common state of every {@link Host}: the last error, which {@code exception} shows. */
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

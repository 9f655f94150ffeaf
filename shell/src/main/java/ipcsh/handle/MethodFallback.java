package ipcsh.handle;

/** What a handle does when it is asked for a method that it has not; the language says it. */
public final class MethodFallback {
  /** Runs commands as methods. */
  @FunctionalInterface
  public interface Caller {
    /** Calls {@code name} on the handle, or throws that there is no such method. */
    Object call(Object handle, String name, Object[] arguments);
  }

  private volatile Caller caller;

  /** Sets who runs them. */
  public void calledBy(Caller commands) {
    caller = commands;
  }

  Object call(Object handle, String name, Object[] arguments) {
    return caller.call(handle, name, arguments);
  }
}

package ipcsh.handle;

/** Handles a call of a method that a handle's class does not have; set by the language. */
public final class MethodFallback {
  /** Runs commands as methods. */
  @FunctionalInterface
  public interface Caller {
    /** Calls {@code name} on the handle, or throws that there is no such method. */
    Object call(Object handle, String name, Object[] arguments);
  }

  private volatile Caller caller;

  /** Sets the implementation. */
  public void calledBy(Caller commands) {
    caller = commands;
  }

  Object call(Object handle, String name, Object[] arguments) {
    return caller.call(handle, name, arguments);
  }
}

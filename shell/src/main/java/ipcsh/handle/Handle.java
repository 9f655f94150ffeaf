package ipcsh.handle;

/**
 * What people hold of a kernel object. Any command whose first parameter is a handle of this kind
 * is also a method of it.
 */
public abstract class Handle {
  private final MethodFallback methods;

  /** A handle whose methods are the commands. */
  protected Handle(MethodFallback methods) {
    this.methods = methods;
  }

  /** Groovy asks here for a method that it does not find. */
  public Object methodMissing(String name, Object arguments) {
    return methods.call(this, name, (Object[]) arguments);
  }
}

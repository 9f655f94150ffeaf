package ipcsh.handle;

/**
 * A value of the language that refers to a kernel object. Any command whose first parameter is a
 * handle of this kind is also a method of it.
 */
public abstract class Handle {
  private final MethodFallback methods;

  /** A handle with commands as its methods. */
  protected Handle(MethodFallback methods) {
    this.methods = methods;
  }

  /** Called by Groovy for methods that the class does not have. */
  public Object methodMissing(String name, Object arguments) {
    return methods.call(this, name, (Object[]) arguments);
  }
}

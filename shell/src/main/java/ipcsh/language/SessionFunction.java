package ipcsh.language;

import groovy.lang.Closure;
import java.lang.reflect.Method;
import java.util.List;

/**
 * A function that a text has defined, as the next text finds it: a variable that calls it. What it
 * does not take is said of the function; it is not looked for again under its own name.
 */
final class SessionFunction extends Closure<Object> {
  private static final long serialVersionUID = 1L;

  private final String function;

  SessionFunction(ShellScript script, Method method) {
    super(script);
    function = method.getName();
    parameterTypes = method.getParameterTypes();
    maximumNumberOfParameters = parameterTypes.length;
  }

  /** What Groovy calls for the closure. */
  @SuppressWarnings("unused")
  public Object doCall(Object... arguments) {
    return call(arguments);
  }

  @Override
  public Object call(Object... arguments) {
    // as every block, one of several parameters takes a list apart
    boolean list = arguments.length == 1 && arguments[0] instanceof List;
    Object[] given =
        list && maximumNumberOfParameters > 1 ? ((List<?>) arguments[0]).toArray() : arguments;
    return ((ShellScript) getOwner()).invokeMethod(function, given);
  }
}

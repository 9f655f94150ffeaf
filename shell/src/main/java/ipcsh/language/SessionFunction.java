package ipcsh.language;

import groovy.lang.Closure;
import java.lang.reflect.Method;
import java.util.List;

/**
 * A function defined by a previous text, as a variable that calls it. Arguments that it does not
 * accept are reported for the function; it is not looked up again by its name.
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

  /** Called by Groovy for the closure. */
  @SuppressWarnings("unused")
  public Object doCall(Object... arguments) {
    return call(arguments);
  }

  @Override
  public Object call(Object... arguments) {
    // as for every block: with several parameters, a single list is spread
    boolean list = arguments.length == 1 && arguments[0] instanceof List;
    Object[] given =
        list && maximumNumberOfParameters > 1 ? ((List<?>) arguments[0]).toArray() : arguments;
    return ((ShellScript) getOwner()).invokeMethod(function, given);
  }
}

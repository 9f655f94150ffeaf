package ipcsh.language;

import groovy.lang.MissingMethodException;
import ipcsh.handle.Waitable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.runtime.InvokerHelper;

/**
 * {@code p.wait()}: every Java object has a method of that name, which cannot be overridden. So the
 * compiler replaces it by a call of this class, which waits for handles, and calls Java's method on
 * other objects.
 */
public final class WaitMethod {
  private static final String METHOD = "wait";
  private static final String TIMEOUT = "timeout";

  private WaitMethod() {}

  /** The replacement of a method call, unchanged if it is not a wait. */
  static Expression instead(MethodCallExpression call) {
    if (!METHOD.equals(call.getMethodAsString())
        || call.isImplicitThis()
        || !(call.getArguments() instanceof TupleExpression given)
        || isSelf(call.getObjectExpression())) {
      return call;
    }
    String how = call.isSpreadSafe() ? "each" : call.isSafe() ? "unlessNull" : "on";
    List<Expression> arguments = new ArrayList<>(List.of(call.getObjectExpression()));
    arguments.addAll(given.getExpressions());
    Expression instead =
        new StaticMethodCallExpression(
            ClassHelper.make(WaitMethod.class), how, new ArgumentListExpression(arguments));
    instead.setSourcePosition(call);
    return instead;
  }

  private static boolean isSelf(Expression object) {
    return object instanceof VariableExpression variable
        && (variable.isThisExpression() || variable.isSuperExpression());
  }

  /** {@code x.wait(...)}. */
  public static Object on(Object object, Object... arguments) {
    if (!(object instanceof Waitable handle)) {
      return InvokerHelper.invokeMethod(object, METHOD, arguments);
    }
    Object time = arguments.length == 1 ? arguments[0] : null;
    if (time instanceof Map<?, ?> named && named.keySet().equals(Set.of(TIMEOUT))) {
      time = named.get(TIMEOUT);
    }
    if (arguments.length == 0) {
      return handle.waitFor();
    }
    if (time instanceof Duration limit) {
      return handle.waitFor(limit);
    }
    if (time instanceof Number seconds) {
      return handle.waitFor(seconds);
    }
    throw new MissingMethodException(METHOD, object.getClass(), arguments);
  }

  /** {@code x?.wait(...)}. */
  public static Object unlessNull(Object object, Object... arguments) {
    return object == null ? null : on(object, arguments);
  }

  /** {@code xs*.wait(...)}. */
  public static Object each(Object objects, Object... arguments) {
    if (objects == null) {
      return null;
    }
    List<Object> results = new ArrayList<>();
    Iterator<?> all = InvokerHelper.asIterator(objects);
    while (all.hasNext()) {
      results.add(unlessNull(all.next(), arguments));
    }
    return results;
  }
}

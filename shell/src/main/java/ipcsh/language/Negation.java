package ipcsh.language;

import groovy.lang.GroovyRuntimeException;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.runtime.InvokerHelper;
import org.codehaus.groovy.runtime.ScriptBytecodeAdapter;

/**
 * {@code -x}. Of all operators it alone fails in Groovy with an exception that has no stack, so
 * that nobody could say in which line; the compiler puts a call of this class in its place.
 */
public final class Negation {
  private Negation() {}

  /** The call for an expression whose operand is transformed already. */
  static Expression call(UnaryMinusExpression minus, Expression operand) {
    Expression call =
        new StaticMethodCallExpression(
            ClassHelper.make(Negation.class), "of", new ArgumentListExpression(operand));
    call.setSourcePosition(minus);
    return call;
  }

  /** What Groovy makes of it. */
  public static Object of(Object value) throws Throwable {
    try {
      return InvokerHelper.unaryMinus(value);
    } catch (GroovyRuntimeException e) {
      throw ScriptBytecodeAdapter.unwrap(e);
    }
  }
}

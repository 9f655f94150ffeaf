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
 * {@code -x}. In Groovy it is the only operator that fails with an exception without a stack trace,
 * so that its line would be unknown; the compiler replaces it by a call of this class.
 */
public final class Negation {
  private Negation() {}

  /** The call for an expression whose operand has been transformed. */
  static Expression call(UnaryMinusExpression minus, Expression operand) {
    Expression call =
        new StaticMethodCallExpression(
            ClassHelper.make(Negation.class), "of", new ArgumentListExpression(operand));
    call.setSourcePosition(minus);
    return call;
  }

  /** The result of Groovy's operator. */
  public static Object of(Object value) throws Throwable {
    try {
      return InvokerHelper.unaryMinus(value);
    } catch (GroovyRuntimeException e) {
      throw ScriptBytecodeAdapter.unwrap(e);
    }
  }
}

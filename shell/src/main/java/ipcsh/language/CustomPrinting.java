package ipcsh.language;

import ipcsh.handle.SelfPrinting;
import ipcsh.handle.WidthDependent;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;

/**
 * Lets values that are lists or maps print in a way of their own: Groovy writes the elements of
 * every list and the entries of every map, whatever its {@code toString} returns, so values that
 * are embedded in a text, or printed, are converted here.
 */
public final class CustomPrinting {
  private CustomPrinting() {}

  /** The expression embedded in a text. */
  static Expression wrapped(Expression given) {
    // a block in a text is called when the text is written
    if (given instanceof ConstantExpression || given instanceof ClosureExpression) {
      return given;
    }
    Expression shown =
        new StaticMethodCallExpression(
            ClassHelper.make(CustomPrinting.class), "of", new ArgumentListExpression(given));
    shown.setSourcePosition(given);
    return shown;
  }

  /** What to write for a value: its own text if it has one, otherwise the value. */
  public static Object of(Object value) {
    return value instanceof WidthDependent || value instanceof SelfPrinting
        ? value.toString()
        : value;
  }

  /** {@code 'ready: ' + poll([r])}: a Groovy extension. */
  public static String plus(String self, SelfPrinting ready) {
    return self + ready;
  }
}

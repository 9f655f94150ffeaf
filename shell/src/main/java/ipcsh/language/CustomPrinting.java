package ipcsh.language;

import ipcsh.handle.WidthDependent;
import ipcsh.view.SelfPrinting;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;

/**
 * Values that are lists or maps for who works with them and print in a way of their own: Groovy
 * writes of every list its elements and of every map its entries, whatever its {@code toString}
 * says, so what is put into a text, or printed, passes here.
 */
public final class CustomPrinting {
  private CustomPrinting() {}

  /** The expression as it stands in a text. */
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

  /** What is to be written of a value: its own text where it has one, else the value. */
  public static Object of(Object value) {
    return value instanceof WidthDependent || value instanceof SelfPrinting
        ? value.toString()
        : value;
  }

  /** {@code 'ready: ' + poll([r])}: an extension of Groovy. */
  public static String plus(String self, SelfPrinting ready) {
    return self + ready;
  }
}

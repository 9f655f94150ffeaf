package ipcsh.language;

import ipcsh.handle.HasPid;
import ipcsh.handle.Message;
import ipcsh.handle.Numbered;
import java.util.Collection;
import java.util.Set;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.EmptyExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.StaticMethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;

/**
 * {@code int fd = socket()}: if a type requires a number, a descriptor is converted to its number.
 * The compiler wraps expressions that may be a descriptor in a call of this class.
 */
public final class NumberWanted {
  private static final Set<String> NUMBERS =
      Set.of(
          "int",
          "long",
          "short",
          "byte",
          "double",
          "float",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Short",
          "java.lang.Byte",
          "java.lang.Number",
          "java.math.BigInteger");

  /** Java classes whose functions take numbers: {@code Math.max(fd, 3)}. */
  private static final Set<String> CALCULATE =
      Set.of("Math", "StrictMath", "Integer", "Long", "Short", "Byte", "BigInteger");

  private NumberWanted() {}

  /** Whether a variable of this type holds numbers, or arrays of them. */
  static boolean by(ClassNode type) {
    return type.isArray() ? by(type.getComponentType()) : NUMBERS.contains(type.getName());
  }

  /** The expression, converted to a number if it gives a descriptor. */
  static Expression of(Expression given) {
    return isNumber(given) ? given : plainly(given);
  }

  /** {@code Math.max(fd, 3)}: a numeric function receives the number of a descriptor. */
  static MethodCallExpression calculated(MethodCallExpression call) {
    Expression object = call.getObjectExpression();
    String name =
        object instanceof ClassExpression known
            ? known.getType().getNameWithoutPackage()
            : object instanceof VariableExpression variable ? variable.getName() : "";
    if (call.isImplicitThis()
        || !CALCULATE.contains(name)
        || !(call.getArguments() instanceof TupleExpression given)
        || given.getExpressions().stream().anyMatch(SpreadExpression.class::isInstance)) {
      return call;
    }
    ArgumentListExpression numbers = new ArgumentListExpression();
    given.getExpressions().forEach(each -> numbers.addExpression(of(each)));
    call.setArguments(numbers);
    return call;
  }

  private static Expression plainly(Expression given) {
    Expression plain =
        new StaticMethodCallExpression(
            ClassHelper.make(NumberWanted.class), "plain", new ArgumentListExpression(given));
    plain.setSourcePosition(given);
    return plain;
  }

  /**
   * Whether it cannot be a descriptor; then it is left unchanged, so that loops over numbers are
   * not slowed down.
   */
  private static boolean isNumber(Expression given) {
    if (given instanceof OnceCall once) {
      return isNumber(once.plain());
    }
    if (given instanceof BinaryExpression binary) {
      return binary.getOperation().getType() != Types.LEFT_SQUARE_BRACKET
          && !AssignmentOperators.is(binary);
    }
    return given instanceof ConstantExpression
        || given instanceof EmptyExpression
        || given instanceof UnaryMinusExpression
        || given instanceof VariableExpression variable
            && ClassHelper.isPrimitiveType(variable.getOriginType());
  }

  /** Converts the arguments of a block's numeric parameters, which may be descriptors. */
  static void byParameters(ClosureExpression closure, BlockStatement block) {
    if (!closure.isParameterSpecified()) {
      return;
    }
    for (Parameter parameter : closure.getParameters()) {
      ClassNode type = parameter.getType();
      if (by(type) && !type.isArray() && !parameter.hasInitialExpression()) {
        parameter.setType(ClassHelper.OBJECT_TYPE);
        VariableExpression variable = new VariableExpression(parameter);
        Expression number = new CastExpression(type, plainly(new VariableExpression(parameter)));
        Token assign = Token.newSymbol(Types.ASSIGN, -1, -1);
        block
            .getStatements()
            .add(0, new ExpressionStatement(new BinaryExpression(variable, assign, number)));
      }
    }
  }

  /**
   * The number of a descriptor, those of a list of them, the ID of a process, the bytes of what was
   * received: what C's function returns. Every other value as it is.
   */
  public static Object plain(Object value) {
    if (value instanceof Message message) {
      return message.getSize();
    }
    if (value instanceof HasPid process && !(value instanceof Numbered)) {
      return process.getPid();
    }
    if (value instanceof Collection<?> many && many.stream().anyMatch(Numbered.class::isInstance)) {
      return many.stream().map(DescriptorNumbers::plain).toList();
    }
    return DescriptorNumbers.plain(value);
  }
}

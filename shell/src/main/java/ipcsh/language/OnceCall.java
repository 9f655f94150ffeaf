package ipcsh.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.GroovyCodeVisitor;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ExpressionTransformer;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.classgen.AsmClassGenerator;
import org.codehaus.groovy.classgen.asm.AssertionWriter;
import org.codehaus.groovy.syntax.Types;

/** A method call or an operator in code that runs once, compiled to a call of {@link RunOnce}. */
final class OnceCall extends Expression {
  /** Methods of every script. */
  private static final Set<String> PRINTING = Set.of("print", "println");

  /** What Groovy would compile. */
  private final Expression plain;

  private final String method;
  private final List<Expression> objects;
  private final String name;

  private OnceCall(Expression plain, String method, List<Expression> objects, String name) {
    this.plain = plain;
    this.method = method;
    this.objects = objects;
    this.name = name;
    setType(ClassHelper.OBJECT_TYPE);
    setSourcePosition(plain);
    copyNodeMetaData(plain);
  }

  /** What it stands for. */
  Expression plain() {
    return plain;
  }

  /** The replacement of an expression in code that runs once; unchanged if it has none. */
  static Expression instead(Expression plain) {
    if (plain instanceof MethodCallExpression call) {
      return ofCall(call);
    }
    return plain instanceof BinaryExpression binary ? ofOperator(binary) : plain;
  }

  private static Expression ofCall(MethodCallExpression call) {
    String name = call.getMethodAsString();
    if (name == null
        || call.isImplicitThis() && !PRINTING.contains(name)
        || call.isSafe()
        || call.isSpreadSafe()
        || call.getGenericsTypes() != null
        || !(call.getArguments() instanceof TupleExpression given)
        || !call.isImplicitThis() && !isObject(call.getObjectExpression())
        || given.getExpressions().stream().anyMatch(OnceCall::isSpecial)) {
      return call;
    }
    List<Expression> objects = new ArrayList<>(given.getExpressions());
    if (call.isImplicitThis()) {
      return objects.size() > 1 ? call : new OnceCall(call, "own", objects, name);
    }
    objects.add(0, call.getObjectExpression());
    return OnceCode.canCall(objects.size()) ? new OnceCall(call, "call", objects, name) : call;
  }

  private static Expression ofOperator(BinaryExpression binary) {
    String name = methodOf(binary.getOperation().getType());
    Expression left = binary.getLeftExpression();
    Expression right = binary.getRightExpression();
    return name == null
            || binary.isSafe()
            || !isObject(left)
            || isSpecial(right)
            || right instanceof ListExpression && name.equals("getAt")
        ? binary
        : new OnceCall(binary, "operator", List.of(left, right), name);
  }

  private static String methodOf(int operator) {
    return switch (operator) {
      case Types.PLUS -> "plus";
      case Types.MINUS -> "minus";
      case Types.MULTIPLY -> "multiply";
      case Types.DIVIDE -> "div";
      case Types.LEFT_SHIFT -> "leftShift";
      case Types.BITWISE_AND -> "and";
      case Types.BITWISE_OR -> "or";
      case Types.BITWISE_XOR -> "xor";
      case Types.LEFT_SQUARE_BRACKET -> "getAt";
      default -> null;
    };
  }

  /** Whether it is compiled to an object of a type that Groovy does not make use of. */
  private static boolean isObject(Expression value) {
    return value instanceof SessionVariable
        || value instanceof CommandCall
        || value instanceof OnceCall
        || value instanceof GStringExpression
        || value instanceof MethodCallExpression call
            && !(call.getObjectExpression() instanceof ClassExpression)
        || value instanceof VariableExpression variable
            && !variable.isThisExpression()
            && !variable.isSuperExpression()
            && ClassHelper.isObjectType(variable.getOriginType());
  }

  private static boolean isSpecial(Expression argument) {
    return argument instanceof SpreadExpression || argument instanceof MapExpression;
  }

  @Override
  public Expression transformExpression(ExpressionTransformer transformer) {
    return instead(plain.transformExpression(transformer));
  }

  @Override
  public void visit(GroovyCodeVisitor visitor) {
    if (visitor instanceof AsmClassGenerator generator) {
      write(generator);
    } else {
      plain.visit(visitor);
    }
  }

  private void write(AsmClassGenerator generator) {
    generator.onLineNumber(plain, plain.getText());
    OnceCode.call(generator, method, objects, name);
    AssertionWriter assertion = generator.getController().getAssertionWriter();
    if (plain instanceof MethodCallExpression call) {
      assertion.record(call.getMethod());
    } else {
      assertion.record(((BinaryExpression) plain).getOperation());
    }
  }

  @Override
  public String getText() {
    return plain.getText();
  }
}

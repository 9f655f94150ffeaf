package ipcsh.language;

import groovyjarjarasm.asm.Handle;
import groovyjarjarasm.asm.Opcodes;
import java.util.List;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.GroovyCodeVisitor;
import org.codehaus.groovy.ast.expr.ClassExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ExpressionTransformer;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.classgen.AsmClassGenerator;
import org.codehaus.groovy.classgen.asm.OperandStack;
import org.codehaus.groovy.classgen.asm.WriterController;

/**
 * {@code r.getInt(0)}: a method call that is probably an access to a region, compiled to an {@code
 * invokedynamic} instruction that {@link RegionLinker} links. On another object it is the call that
 * Groovy makes.
 */
final class RegionAccess extends Expression {
  private static final Handle LINKER =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "ipcsh/language/RegionLinker",
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
              + "Ljava/lang/invoke/CallSite;",
          false);

  private final MethodCallExpression call;
  private final List<Expression> arguments;

  private RegionAccess(MethodCallExpression call, List<Expression> arguments) {
    this.call = call;
    this.arguments = arguments;
    setType(ClassHelper.OBJECT_TYPE);
    setSourcePosition(call);
    copyNodeMetaData(call);
  }

  /** The replacement of a method call, unchanged if it is no such access. */
  static Expression instead(MethodCallExpression call) {
    String name = call.getMethodAsString();
    if (name == null
        || call.isImplicitThis()
        || call.isSafe()
        || call.isSpreadSafe()
        || call.getGenericsTypes() != null
        || !(call.getArguments() instanceof TupleExpression given)
        || !RegionLinker.isAccess(name, given.getExpressions().size())
        || isOther(call.getObjectExpression())
        || given.getExpressions().stream().anyMatch(RegionAccess::isSpecial)) {
      return call;
    }
    return new RegionAccess(call, given.getExpressions());
  }

  private static boolean isOther(Expression object) {
    return object instanceof ClassExpression
        || object instanceof VariableExpression variable
            && (variable.isThisExpression() || variable.isSuperExpression());
  }

  private static boolean isSpecial(Expression argument) {
    return argument instanceof SpreadExpression || argument instanceof MapExpression;
  }

  @Override
  public Expression transformExpression(ExpressionTransformer transformer) {
    Expression transformed = call.transformExpression(transformer);
    return transformed instanceof MethodCallExpression copy ? instead(copy) : transformed;
  }

  @Override
  public void visit(GroovyCodeVisitor visitor) {
    if (visitor instanceof AsmClassGenerator generator) {
      write(generator);
    } else {
      call.visit(visitor);
    }
  }

  private void write(AsmClassGenerator generator) {
    WriterController controller = generator.getController();
    OperandStack stack = controller.getOperandStack();
    StringBuilder types = new StringBuilder("(Ljava/lang/Object;");
    call.getObjectExpression().visit(generator);
    stack.box();
    for (Expression argument : arguments) {
      argument.visit(generator);
      ClassNode type = stack.getTopOperand();
      if (type.equals(ClassHelper.int_TYPE) || type.equals(ClassHelper.long_TYPE)) {
        types.append(type.equals(ClassHelper.int_TYPE) ? "I" : "J");
      } else {
        stack.box();
        types.append("Ljava/lang/Object;");
      }
    }
    types.append(")Ljava/lang/Object;");
    controller
        .getMethodVisitor()
        .visitInvokeDynamicInsn(call.getMethodAsString(), types.toString(), LINKER);
    stack.replace(ClassHelper.OBJECT_TYPE, arguments.size() + 1);
    controller.getAssertionWriter().record(call.getMethod());
  }

  @Override
  public String getText() {
    return call.getText();
  }
}
